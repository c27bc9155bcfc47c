// Measures jobs, from the transaction that asks for one to its effect, beside what runs jobs otherwise, all on one PostgreSQL.
import { arch, cpus, loadavg, platform } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { atOnce } from '../support/laboratory/at-once.js';
import { onStage } from '../support/laboratory/stage.js';
import { atrium, type Candidate, graphileWorker, plainAgenda } from './jobs/candidates.js';
import { eventLoop } from './jobs/event-loop.js';
import { fairness } from './jobs/fairness.js';
import { aligned } from './report.js';
import { median, quantile, ratiosOf } from './statistics.js';

const REQUIRED_RATIO = 0.6;
const REQUIRED_START_MS = 50;
const TENANTS = 10;

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '2000' }, rounds: { type: 'string', default: '5' } } });
const [jobs, rounds] = [Number(values.jobs), Number(values.rounds)];
const tell = (text: string): void => console.log(text);
tell(`${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, ${platform()} ${arch()}, Node ${process.versions.node}`);
const [load = 0] = loadavg();
if (load > cpus().length / 2) tell(`Others are at work here (load ${load.toFixed(1)}): expect the rounds to differ.`);

const failures = await onStage(TENANTS, async ({ directory, workshop, tenants, client, settings }) => {
  const candidates = [atrium(workshop, settings), await plainAgenda(settings), graphileWorker(settings)];
  const [ours] = candidates as [Candidate, ...Candidate[]];
  const found = [
    ...(await throughput(candidates, tenants, client)),
    ...(await latency(ours, tenants, client)),
    ...(await fairness(ours, workshop, tenants, client, tell)),
    ...(await eventLoop(directory, settings.admin, client, tell)),
  ];
  await Promise.all(candidates.map((candidate) => candidate.close()));
  return found;
});
for (const failure of failures) tell(failure);
process.exit(failures.length > 0 ? 1 : 0);

/** Jobs a second, from the first transaction to the last effect, with one worker that waits for them. */
async function throughput(candidates: readonly Candidate[], tenants: readonly TenantContext[], client: pg.Client): Promise<readonly string[]> {
  const rates = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const candidate of candidates) {
      const worker = await candidate.startWorker();
      const rate = await oneRound(candidate, tenants, client, `${candidate.name} ${round}`);
      await worker.stop();
      // the first round is for warming up what all of them share
      if (round > 0) rates.get(candidate.name)?.push(rate);
    }
    if (round > 0) tell(`round ${round} of ${rounds}: ${[...rates].map(([name, all]) => `${name} ${Math.round(all.at(-1) ?? 0)}`).join(', ')} jobs/s`);
  }
  const [ours = [], ...others] = rates.values();
  const ratios = others.map((theirs) => ratiosOf(ours.map((rate, at) => [rate, theirs[at] ?? 0])));
  tell('');
  tell(aligned([
    ['candidate', '', 'jobs/s', 'ratio of Atrium to it'],
    ...[...rates].map(([name, all], at) => {
      const ratio = ratios[at - 1];
      return [name, '', Math.round(median(all)).toLocaleString('en'), ratio === undefined ? '' : `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)})`];
    }),
  ]));
  const toAgenda = ratios[0]?.median ?? 0;
  tell(`${toAgenda.toFixed(2)} of plain Agenda: ${toAgenda >= REQUIRED_RATIO ? 'passed' : `FAILED, ${REQUIRED_RATIO} is required`}`);
  return toAgenda >= REQUIRED_RATIO ? [] : ['The throughput is too low.'];
}

async function oneRound(candidate: Candidate, tenants: readonly TenantContext[], client: pg.Client, label: string): Promise<number> {
  await client.query('truncate laboratory.cause, laboratory.effect');
  const began = performance.now();
  await atOnce(10, 0, jobs, (at) => candidate.ask(tenants[at % tenants.length] as TenantContext, `${label} ${at}`));
  const asked = performance.now();
  for (;;) {
    const { rows } = await client.query<{ effects: number; once: number }>('select count(*)::integer as effects, count(distinct name)::integer as once from laboratory.effect');
    const { effects = 0, once = 0 } = rows[0] ?? {};
    if (effects > once) throw new Error(`${candidate.name} did ${effects - once} jobs twice.`);
    if (effects === jobs) break;
    if (performance.now() - asked > 120_000) throw new Error(`${candidate.name} did ${effects} of ${jobs} jobs in two minutes.`);
    await delay(10);
  }
  return (jobs * 1_000) / (performance.now() - began);
}

/** From the transaction that asks to the start, when nothing else is going on. */
async function latency(candidate: Candidate, tenants: readonly TenantContext[], client: pg.Client): Promise<readonly string[]> {
  await client.query('truncate laboratory.cause, laboratory.effect');
  const worker = await candidate.startWorker();
  for (let at = 0; at < 120; at++) {
    await candidate.ask(tenants[0] as TenantContext, `alone ${at}`);
    await delay(60 + 40 * Math.random());
  }
  await delay(2_000);
  await worker.stop();
  const { rows } = await client.query<{ ms: number }>(`
    select extract(epoch from started_at - asked_at)::float * 1000 as ms from laboratory.effect join laboratory.cause using (name) order by asked_at offset 20
  `);
  const times = rows.map(({ ms }) => ms);
  const p50 = median(times);
  tell(`From the request to the start, when idle: p50 ${p50.toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms: ${p50 <= REQUIRED_START_MS ? 'passed' : 'FAILED'}, ${REQUIRED_START_MS} ms are allowed`);
  return p50 <= REQUIRED_START_MS ? [] : ['Jobs start too late.'];
}
