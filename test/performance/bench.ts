// Measures `npm start` against what a careful engineer writes by hand (floor.ts), both on one PostgreSQL and one sample.
// Exits 1 when Atrium answers fewer requests per second than the floor on any workload, or when an answer is wrong.
import { writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform } from 'node:os';
import { parseArgs } from 'node:util';
import { inTemporaryDirectory } from '../support/temporary-directory.js';
import { shareCores } from './cores.js';
import { cpuTimeUs } from './cpu-time.js';
import { Generator } from './generator.js';
import { type Comparison, type Measured, ratioOf, tableOf, verdictOf } from './report.js';
import { compareAnswers } from './same-answers.js';
import { type Candidate, openStage, type Stage } from './stage.js';
import { type Workload, workloads } from './workloads.js';

const REQUIRED_RATIO = 1.0;
const CONNECTIONS = 32;
/** Until both are as fast as they get: compiled by V8, their statements planned. */
const WARM_UP_ANSWERS = 6_000;
const MOST_WARM_UPS = 5;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '10' },
    only: { type: 'string', multiple: true, default: [...workloads] },
    json: { type: 'string' },
    /** Waiting for the disk is the same for both, and hides what they cost. */
    durable: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const chosen = workloads.filter((workload) => values.only.includes(workload));
if (!(seconds > 0) || !(rounds >= 1) || chosen.length === 0) {
  console.error(`--seconds and --rounds must be numbers, and --only one of ${workloads.join(', ')}.`);
  process.exit(1);
}

const tell = (text: string): void => console.log(text);

const cores = shareCores();
const machine = `${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, ${platform()} ${arch()}`;
tell(`${machine}, Node ${process.versions.node}`);
tell(cores === null ? 'Not pinned: all share all cores.' : `Pinned: the server on core ${cores.server}; PostgreSQL and the load on core ${cores.rest}.`);
tell(values.durable ? 'Commits wait for the disk.' : 'Commits do not wait for the disk, which would be as slow for both; with --durable they do.');
const [load = 0] = loadavg();
if (load > cpus().length / 2) tell(`Others are at work here (load ${load.toFixed(1)}): expect the rounds to differ.`);

const failed = await inTemporaryDirectory(async (directory) => {
  const stage = await openStage({ directory, cores, durable: values.durable, tell });
  const generator = await Generator.start();
  const closeAll = async (): Promise<void> => {
    generator.close();
    await stage.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeAll().finally(() => process.exit(1)));
  try {
    return await measure(stage, generator);
  } finally {
    await closeAll();
  }
}).catch((failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : failure);
  return true;
});
process.exit(failed ? 1 : 0);

/** @returns whether Atrium failed. */
async function measure(stage: Stage, generator: Generator): Promise<boolean> {
  const same = await compareAnswers(
    { port: stage.atrium.server.port, tokens: await stage.atrium.tokens() },
    { port: stage.floor.server.port, tokens: await stage.floor.tokens() },
  );
  tell(`${same} answers were compared, and are the same.\n`);

  const comparisons: Comparison[] = [];
  for (const workload of chosen) comparisons.push(await compare(workload, stage, generator));
  tell(`\nPostgreSQL ${stage.postgresVersion}, ${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s\n`);
  tell(tableOf(comparisons));
  tell('');
  for (const comparison of comparisons) tell(verdictOf(comparison, REQUIRED_RATIO));
  if (values.json !== undefined) {
    const about = { machine, node: process.versions.node, postgres: stage.postgresVersion, cores, connections: CONNECTIONS, seconds, durable: values.durable };
    await writeFile(values.json, `${JSON.stringify({ ...about, comparisons }, null, 2)}\n`);
  }
  return comparisons.some((comparison) => ratioOf(comparison).median < REQUIRED_RATIO);
}

/** The candidates take turns, and in who begins as well, so that neither has the better minutes of the machine. */
async function compare(workload: Workload, { atrium, floor }: Stage, generator: Generator): Promise<Comparison> {
  const tokens = new Map([[atrium, await atrium.tokens()], [floor, await floor.tokens()]]);
  const measured = async (candidate: Candidate, seed: number, duration: number): Promise<Measured> => {
    const { server } = candidate;
    const before = cpuTimeUs(server.pid);
    const job = { port: server.port, tokens: tokens.get(candidate) ?? [], workload, seed, connections: CONNECTIONS, seconds: duration };
    const round = await generator.run(job);
    const after = cpuTimeUs(server.pid);
    if (round.wrong > 0) {
      const name = candidate === atrium ? 'Atrium' : 'The floor';
      throw new Error(`${name} gave ${round.wrong} wrong answers to ${workload}; the first: ${round.firstWrong ?? ''}`);
    }
    return { ...round, cpuUs: before === null || after === null ? null : after - before };
  };

  for (const candidate of [atrium, floor]) {
    let answered = 0;
    for (let turn = 0; turn < MOST_WARM_UPS && answered < WARM_UP_ANSWERS; turn++) answered += (await measured(candidate, -turn, 2)).answered;
  }
  const pairs: { atrium: Measured; floor: Measured }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const order = round % 2 === 1 ? [atrium, floor] : [floor, atrium];
    const results = new Map<Candidate, Measured>();
    for (const candidate of order) results.set(candidate, await measured(candidate, round, seconds));
    const [ours, theirs] = [results.get(atrium), results.get(floor)];
    if (ours === undefined || theirs === undefined) throw new Error('A round is missing.');
    pairs.push({ atrium: ours, floor: theirs });
    tell(`${workload} round ${round} of ${rounds}: ${ours.answered} to ${theirs.answered} answers`);
  }
  return { workload, pairs };
}
