import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { request, requestIn } from '../../support/laboratory/laboratory.js';
import type { Workshop } from '../../support/laboratory/workshop.js';
import { median, quantile } from '../statistics.js';
import type { Candidate } from './candidates.js';

const TAKES_MS = 20;
const ASKED = 60;
const CROWD = 10_000;
const LARGEST_RATIO = 2;

/** How long a tenant waits for its jobs, from the request to the effect: alone, and while another has ten thousand waiting. */
export async function fairness(
  candidate: Candidate,
  { laboratory }: Workshop,
  [quiet, busy]: readonly TenantContext[],
  client: pg.Client,
  tell: (text: string) => void,
): Promise<readonly string[]> {
  if (quiet === undefined || busy === undefined) throw new RangeError('Two tenants are needed.');
  await client.query('truncate laboratory.cause, laboratory.effect, shared.job, public.agenda_jobs');
  const worker = await candidate.startWorker();
  const waits = async (label: string): Promise<readonly number[]> => {
    for (let at = 0; at < ASKED; at++) {
      await request(laboratory, quiet, `${label} ${at}`, TAKES_MS);
      await delay(100 + 50 * Math.random());
    }
    await delay(1_000);
    const { rows } = await client.query<{ ms: number }>(
      `select extract(epoch from effective_at - asked_at)::float * 1000 as ms from laboratory.effect join laboratory.cause using (name) where name like $1`,
      [`${label} %`],
    );
    if (rows.length < ASKED) throw new Error(`${ASKED - rows.length} of ${ASKED} jobs were not done.`);
    return rows.map(({ ms }) => ms);
  };
  await waits('warm');
  const alone = await waits('alone');
  for (let from = 0; from < CROWD; from += 500) {
    await laboratory.run(busy, async (scope) => {
      for (let at = from; at < from + 500; at++) await requestIn(scope, busy, `crowd ${at}`, TAKES_MS);
    });
  }
  const beside = await waits('beside');
  const { rows: [left] } = await client.query<{ jobs: number }>(`select count(*)::integer as jobs from shared.job where finished_at is null`);
  await worker.stop();
  const ratio = median(beside) / median(alone);
  const isFair = ratio <= LARGEST_RATIO;
  tell(`A job of ${TAKES_MS} ms, from the request to the effect: alone p50 ${median(alone).toFixed(1)} ms, p95 ${quantile(alone, 0.95).toFixed(1)} ms`);
  tell(`  beside ${CROWD.toLocaleString('en')} of another tenant (${left?.jobs ?? 0} of them still waiting at the end): p50 ${median(beside).toFixed(1)} ms, p95 ${quantile(beside, 0.95).toFixed(1)} ms`);
  tell(`  ${ratio.toFixed(2)} times as long: ${isFair ? 'passed' : 'FAILED'}, ${LARGEST_RATIO} times are allowed`);
  return isFair ? [] : ['One tenant delays another.'];
}
