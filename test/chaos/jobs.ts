// Kills workers and requesters while they work, and counts what was lost and what was done twice. Exits 1 when anything was.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { aligned } from '../performance/report.js';
import { atOnce } from '../support/laboratory/at-once.js';
import { request } from '../support/laboratory/laboratory.js';
import { kill, start, startWorker } from '../support/laboratory/processes.js';
import { onStage, type Stage } from '../support/laboratory/stage.js';
import type { WorkerSettings } from '../support/laboratory/worker-settings.js';
import { type Point, points } from './points.js';

const { values } = parseArgs({
  options: { jobs: { type: 'string', default: '20000' }, kills: { type: 'string', default: '100' }, requests: { type: 'string', default: '10000' } },
});
const [jobs, kills, requests] = [Number(values.jobs), Number(values.kills), Number(values.requests)];

const TENANTS = 20;
/** An orphan waits for its lease to end, and a few may be killed again. */
const STALLED_MS = 60_000;
const DEATH_LIMIT_MS = 30_000;

const tell = (text: string): void => console.log(text);

const isWhole = await onStage(TENANTS, async (stage) => {
  const results = [await killedWorkers(stage), await undoneRequests(stage), await wrongClocks(stage)];
  return results.every(Boolean);
});
process.exit(isWhole ? 0 : 1);

/** Two workers, each killed again and again, at every point in turn, while jobs are asked for. */
async function killedWorkers(stage: Stage): Promise<boolean> {
  tell(`${jobs.toLocaleString('en')} jobs, ${kills} SIGKILLs of two workers`);
  const workers = [await aWorker(stage.settings), await aWorker(stage.settings)];
  const killed = new Map<Point, number>(points.map((point) => [point, 0]));
  let asked = 0;
  for (let round = 0; round < kills; round++) {
    const upTo = Math.ceil(((round + 1) * jobs) / kills);
    const asking = ask(stage, asked, upTo);
    asked = upTo;
    const [point, victim] = [points[round % points.length] as Point, round % 2];
    const child = workers[victim] as ChildProcess;
    child.send({ point, after: Math.floor(Math.random() * 20) * Number(point !== 'requested' && point !== 'admitted') });
    const signal = await Promise.race([once(child, 'exit').then(([, by]) => by as string), delay(DEATH_LIMIT_MS, 'none', { ref: false })]);
    if (signal === 'SIGKILL') killed.set(point, (killed.get(point) ?? 0) + 1);
    else throw new Error(`A worker did not come to the point "${point}" within ${DEATH_LIMIT_MS / 1000} s.`);
    workers[victim] = await aWorker(stage.settings);
    await asking;
    if ((round + 1) % 10 === 0) tell(`  ${round + 1} killed, ${await effectsOf(stage.client)} of ${asked} jobs done`);
  }
  await untilSettled(stage.client);
  await Promise.all(workers.map(kill));
  tell(aligned([['killed at', ''], ...[...killed].map(([point, count]) => [`  ${point}`, String(count)])]));
  const everywhere = [...killed.values()].every((count) => count > 0 || kills < points.length);
  return (await counted(stage.client, 'after the kills', jobs)) && everywhere;
}

/** Requests of which a third is undone, by processes of which some are killed: a job is there when its cause is, and only then. */
async function undoneRequests(stage: Stage): Promise<boolean> {
  tell(`${requests.toLocaleString('en')} requests in transactions, a third of them undone, their processes killed now and then`);
  await stage.client.query('truncate laboratory.cause, laboratory.effect, shared.job, public.agenda_jobs');
  const share = Math.ceil(requests / 20);
  let deaths = 0;
  for (let from = 0; from < requests; from += share) {
    const to = Math.min(requests, from + share);
    const environment = { REQUESTS: JSON.stringify([stage.tenants.map(({ tenantId }) => tenantId), from, to]) };
    const child = start(new URL('requester.ts', import.meta.url), stage.settings, environment);
    let seen = 0;
    const dieAfter = from % (2 * share) === 0 ? Math.floor(Math.random() * share) : Infinity;
    child.on('message', () => {
      seen += 1;
      if (seen > dieAfter && !child.killed) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    deaths += Number(signal === 'SIGKILL');
  }
  const { rows } = await stage.client.query<{ causes: number; jobs: number; orphans: number; missing: number }>(`
    select (select count(*) from laboratory.cause)::integer as causes, (select count(*) from shared.job)::integer as jobs,
           (select count(*) from shared.job where not exists (select from laboratory.cause where name = data ->> 'name'))::integer as orphans,
           (select count(*) from laboratory.cause where not exists (select from shared.job where name = data ->> 'name'))::integer as missing
  `);
  const { causes = 0, jobs: found = 0, orphans = -1, missing = -1 } = rows[0] ?? {};
  tell(`  ${deaths} processes killed; ${causes} causes and ${found} jobs kept: ${orphans} jobs without their cause, ${missing} missing`);
  const workers = [await aWorker(stage.settings), await aWorker(stage.settings)];
  await untilSettled(stage.client);
  await Promise.all(workers.map(kill));
  return (await counted(stage.client, 'after the requests', causes)) && orphans === 0 && missing === 0 && deaths > 0;
}

/** One worker whose clock is right, one two hours ahead, one two hours behind; each is killed once. */
async function wrongClocks(stage: Stage): Promise<boolean> {
  tell('2,000 jobs, three workers, the clock of one 2 h ahead and that of another 2 h behind');
  await stage.client.query('truncate laboratory.cause, laboratory.effect, shared.job, public.agenda_jobs');
  const shifts = [0, 2 * 3_600_000, -2 * 3_600_000];
  const workers = await Promise.all(shifts.map((shift) => aWorker(stage.settings, shift)));
  for (let part = 0; part < 4; part++) {
    await ask(stage, part * 500, (part + 1) * 500);
    if (part === 3) continue;
    workers[part]?.kill('SIGKILL');
    workers[part] = await aWorker(stage.settings, shifts[part] ?? 0);
  }
  await untilSettled(stage.client);
  await Promise.all(workers.map(kill));
  return counted(stage.client, 'with wrong clocks', 2_000);
}

function ask({ workshop, tenants }: Stage, from: number, to: number): Promise<void> {
  return atOnce(5, from, to, (at) => request(workshop.laboratory, tenants[at % tenants.length] as TenantContext, `job ${at}`));
}

/** Lost, done, done twice, and what the records say. */
async function counted(client: pg.Client, when: string, asked: number): Promise<boolean> {
  const { rows } = await client.query<{ done: number; effects: number; succeeded: number }>(`
    select (select count(distinct name) from laboratory.effect)::integer as done, (select count(*) from laboratory.effect)::integer as effects,
           (select count(*) from shared.job where status = 'succeeded')::integer as succeeded
  `);
  const { done = 0, effects = 0, succeeded = 0 } = rows[0] ?? {};
  const isRight = done === asked && effects === asked && succeeded === asked;
  tell(`${when}: ${asked} asked, ${asked - done} lost, ${effects - done} done twice, ${succeeded} recorded as done: ${isRight ? 'passed' : 'FAILED'}`);
  return isRight;
}

async function untilSettled(client: pg.Client): Promise<void> {
  let [before, since] = [-1, performance.now()];
  for (;;) {
    const { rows } = await client.query<{ left: number }>(`select count(*)::integer as left from shared.job where finished_at is null`);
    const left = rows[0]?.left ?? 0;
    if (left === 0) return;
    if (left !== before) [before, since] = [left, performance.now()];
    if (performance.now() - since > STALLED_MS) return tell(`  ${left} jobs have not moved for ${STALLED_MS / 1000} s`);
    await delay(200);
  }
}

async function effectsOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ effects: number }>('select count(*)::integer as effects from laboratory.effect');
  return rows[0]?.effects ?? 0;
}

function aWorker(settings: WorkerSettings, shiftMs = 0): Promise<ChildProcess> {
  return startWorker(new URL('worker.ts', import.meta.url), settings, { CLOCK_SHIFT_MS: String(shiftMs) });
}
