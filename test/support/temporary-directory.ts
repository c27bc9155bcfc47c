import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of one's own for the length of `work`. */
export async function inTemporaryDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'atrium-test-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * A directory of one's own for the suite that calls this in its body: what works in it has to end in the suite's tests.
 * @returns its path, to be asked for once the suite runs
 */
export function aTemporaryDirectory(): () => string {
  let directory = '';
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atrium-test-'));
  });
  after(() => rm(directory, { recursive: true }));
  return () => directory;
}
