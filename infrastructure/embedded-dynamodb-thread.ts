import dynalite from 'dynalite';
import { rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Begun } from './embedded-dynamodb.js';

// Serves dynalite from a directory, until whoever started this thread tells it to stop.
const { path, port } = workerData as { readonly path: string; readonly port: number };

/** What dynalite keeps its files with; it does not tell why it cannot open them. */
type LevelDb = new (path: string) => { open(): Promise<void>; close(): Promise<void> };
const { Level } = createRequire(createRequire(import.meta.url).resolve('dynalite'))('level') as { readonly Level: LevelDb };

/** Another process that has the directory, or a disk that takes nothing, breaks nothing. */
async function isBroken(): Promise<boolean> {
  const files = new Level(path);
  try {
    await files.open();
  } catch (error) {
    const { code, message = '' } = ((error as Error).cause ?? {}) as { readonly code?: string; readonly message?: string };
    return code === 'LEVEL_CORRUPTION' || message.endsWith('No such file or directory');
  } finally {
    await files.close();
  }
  return false;
}

// they are copies, and made anew as they are asked for
const wasBroken = await isBroken();
if (wasBroken) {
  await rm(`${path}-broken`, { recursive: true, force: true });
  await rename(path, `${path}-broken`);
}
const server = dynalite({ path, createTableMs: 0 });
server.listen(port, '127.0.0.1', () => parentPort?.postMessage({ port: (server.address() as AddressInfo).port, wasBroken } satisfies Begun, []));
parentPort?.once('message', () => {
  server.close(() => process.exit());
  server.closeAllConnections();
});
