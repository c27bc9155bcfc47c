// Measures how long a start takes until `/readyz` answers 200: the first, which makes the database, and later ones, after
// an orderly end and after kill -9. Exits 1 when a later one takes longer than three seconds.
import { parseArgs } from 'node:util';
import { inTemporaryDirectory } from '../support/temporary-directory.js';
import { type Server, startAtrium } from './servers.js';
import { median } from './statistics.js';

const LIMIT_MS = 3_000;

const { values } = parseArgs({ options: { times: { type: 'string', default: '5' } } });
const times = Number(values.times);
if (!(times >= 1)) {
  console.error('--times must be a number.');
  process.exit(1);
}

const failed = await inTemporaryDirectory(async (directory) => {
  const first = await timed(directory);
  await first.atrium.stop();
  const later = { 'after an end': [] as number[], 'after kill -9': [] as number[] };
  for (let turn = 1; turn <= times; turn++) {
    const next = await timed(directory);
    later['after an end'].push(next.ms);
    process.kill(-next.atrium.pid, 'SIGKILL');
    const recovered = await timed(directory);
    later['after kill -9'].push(recovered.ms);
    await recovered.atrium.stop();
  }
  return report(first.ms, later);
}).catch((failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : failure);
  return true;
});
process.exit(failed ? 1 : 0);

async function timed(directory: string): Promise<{ readonly atrium: Server; readonly ms: number }> {
  const began = performance.now();
  const atrium = await startAtrium(directory, null, {});
  return { atrium, ms: performance.now() - began };
}

/** @returns whether a later start took too long. */
function report(first: number, later: Readonly<Record<string, readonly number[]>>): boolean {
  console.log(`${'first'.padEnd(14)} ${first.toFixed(0)} ms`);
  for (const [kind, ms] of Object.entries(later)) {
    console.log(`${kind.padEnd(14)} median ${median(ms).toFixed(0)} ms, slowest of ${times} ${Math.max(...ms).toFixed(0)} ms`);
  }
  const slowest = Math.max(...Object.values(later).flat());
  const isTooSlow = slowest > LIMIT_MS;
  console.log(`The slowest later start took ${slowest.toFixed(0)} ms: ${isTooSlow ? 'FAILED' : 'passed'}, ${LIMIT_MS} ms are allowed`);
  return isTooSlow;
}
