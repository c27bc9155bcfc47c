import { SystemContext } from '../../domain/shared/system-context.js';
import type { Work } from '../../infrastructure/worker.js';

const draining = SystemContext.for('a test that drains');

/** Publishes what happened and runs what is due, one job after the other, until nothing is left to do now. @returns how many jobs ran */
export async function drained({ relay, admission, jobs, subscribed, schedules, scheduled }: Work): Promise<number> {
  await schedules.fireDue(draining, scheduled);
  for (let ran = 0; ; ) {
    while ((await relay.publish(draining, subscribed)).events > 0);
    await admission.takeUp(draining);
    const admitted = await admission.admit(draining, jobs.types);
    if (admitted.length === 0) return ran;
    for (const { tenantId, jobId } of admitted) if (await jobs.execute(tenantId, jobId)) ran += 1;
  }
}
