// A worker that can be told at which point to die, and by how much its clock is wrong. Dies by SIGKILL, like any process
// that the machine takes away: nothing of it can clean up.
import { JobAdmission } from '../../application/shared/ports/job-admission.js';
import type { JobPoint } from '../../application/shared/run-job.js';
import { newLog } from '../../infrastructure/log.js';
import { Worker } from '../../infrastructure/worker.js';
import { workerSettings } from '../support/laboratory/worker-settings.js';
import { openWorkshop } from '../support/laboratory/workshop.js';
import type { Order, Point } from './points.js';

const shiftMs = Number(process.env['CLOCK_SHIFT_MS'] ?? 0);
if (shiftMs !== 0) {
  const RightDate = globalThis.Date;
  globalThis.Date = class extends RightDate {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(RightDate.now() + shiftMs);
      else super(...(given as [string]));
    }

    static override now(): number {
      return RightDate.now() + shiftMs;
    }
  } as DateConstructor;
}

let order: Order | null = null;
process.on('message', (told: Order) => {
  order = told;
});

/** Dies here, if this is where it is to die. */
function pass(point: Point): void {
  if (order?.point !== point) return;
  if (order.after > 0) order = { ...order, after: order.after - 1 };
  else process.kill(process.pid, 'SIGKILL');
}

const { app, system, concurrency, perTenant } = workerSettings();
const { work } = openWorkshop({
  app,
  system,
  poolSize: concurrency,
  perTenant,
  observers: { onJobPoint: (point: JobPoint) => (point === 'done' ? undefined : pass(point)) },
});

class DyingAdmission extends JobAdmission {
  override takeUp(...given: Parameters<JobAdmission['takeUp']>): Promise<void> {
    return work.admission.takeUp(...given);
  }

  override async admit(...given: Parameters<JobAdmission['admit']>): ReturnType<JobAdmission['admit']> {
    pass('requested');
    const admitted = await work.admission.admit(...given);
    if (admitted.length > 0) pass('admitted');
    return admitted;
  }
}

const worker = new Worker({ work: { ...work, admission: new DyingAdmission() }, connection: system, concurrency, graceMs: 1_000, log: newLog('silent') });
await worker.start();
process.send?.('ready');
