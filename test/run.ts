// Runs the tests: all of them, or those under the paths and globs it is given; `--grep <words>` narrows by title.
import { globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { use } from 'chai';
import chaiAsPromised from 'chai-as-promised';
import Mocha from 'mocha';
import { SuitePerLine } from './support/mocha-report.js';

const TEARDOWN_SECONDS = 20;
const inCi = process.env['CI'] === 'true';
const root = resolve(import.meta.dirname, '..');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string', short: 'g' } },
});

/** The spec files that a path or a glob names, seen from the root of the project. */
function specsOf(named: string): string[] {
  const path = resolve(root, named);
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return globSync(isDirectory ? join(path, '**/*.spec.ts') : path).filter((file) => file.endsWith('.spec.ts'));
}

/** Ends what the tests share. A handle that somebody forgot does not keep the run from ending. */
async function tearDown(): Promise<boolean> {
  const stopped = Promise.all([
    import('./support/postgres.js').then(({ stop }) => stop()),
    import('./support/dynamodb.js').then(({ stopDynamoDbLocal }) => stopDynamoDbLocal()),
    import('./support/redis.js').then(({ stop }) => stop()),
  ]);
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`it took longer than ${String(TEARDOWN_SECONDS)} s`)), TEARDOWN_SECONDS * 1000);
  });
  try {
    await Promise.race([stopped, late]);
    return true;
  } catch (failure) {
    console.error('The shared services of the tests could not be stopped:', failure);
    return false;
  }
}

// Mocha hands on what it cannot attribute to itself; thrown here, it fails the test that is running.
process.on('unhandledRejection', (reason) => {
  throw reason;
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void tearDown().then(() => process.exit(1)));
}

use(chaiAsPromised);
const files = [...new Set((positionals.length > 0 ? positionals : ['test']).flatMap(specsOf))].toSorted();
const mocha = new Mocha({
  ui: 'bdd',
  reporter: SuitePerLine,
  timeout: 30_000,
  forbidOnly: inCi,
  ...(values.grep === undefined ? {} : { grep: values.grep }),
});
for (const file of files) mocha.addFile(file);

try {
  await mocha.loadFilesAsync();
} catch (failure) {
  console.error('The tests could not be loaded:', failure);
  await tearDown();
  process.exit(1);
}

const runner = await new Promise<Mocha.Runner>((ended) => {
  const running: Mocha.Runner = mocha.run(() => ended(running));
});
const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
const toreDown = await tearDown();

if (passes + failures + pending === 0) console.error(`No test ran: none of ${String(files.length)} files has one that was asked for.`);
if (inCi && pending > 0) console.error('Under CI=true a skipped test is a failure.');
console.log(`\n${String(passes)} passed, ${String(failures)} failed, ${String(pending)} skipped`);
process.exit(failures === 0 && passes > 0 && toreDown && !(inCi && pending > 0) ? 0 : 1);
