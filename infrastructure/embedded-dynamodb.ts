import { once } from 'node:events';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { ensureDataDirectory } from './data-directory.js';
import { isAlive } from './is-alive.js';

/** A DynamoDB of our own, in the data directory. */
export type EmbeddedDynamoDb = {
  readonly endpoint: string;
  /** Returns when all is on the disk. Takes 2 s at most. */
  stop(): Promise<void>;
};

const START_LIMIT_MS = 5_000;
const STOP_LIMIT_MS = 2_000;
const RESTART_AFTER_MS = 1_000;
const ANSWER_LIMIT_MS = 1_000;

/**
 * Starts dynalite in `<data directory>/dynamodb`, on 127.0.0.1 and a free port. It runs in a thread: it takes some of its errors for
 * reasons to end the process. Ended by one, it is started again at the same address. Files that cannot be read are set aside.
 * @throws when it does not start, e.g. because another process has the directory
 */
export async function startEmbeddedDynamoDb(dataDirectory: string, onEnded: (error: unknown) => void): Promise<EmbeddedDynamoDb> {
  await ensureDataDirectory(dataDirectory);
  const path = join(dataDirectory, 'dynamodb');
  await mkdir(path, { recursive: true, mode: 0o700 });
  let isStopping = false;
  let thread = await startedThread(path, 0);
  const { port } = thread;

  const watch = ({ gone }: Thread): void => {
    void gone.then(async (error) => {
      while (!isStopping) {
        onEnded(error);
        await delay(RESTART_AFTER_MS, undefined, { ref: false });
        const next = isStopping ? null : await startedThread(path, port).catch(() => null);
        if (next === null) continue;
        thread = next;
        if (next.wasBroken) onEnded(new Error(brokenAt(path)));
        return watch(next);
      }
    });
  };
  watch(thread);
  if (thread.wasBroken) onEnded(new Error(brokenAt(path)));
  await writeAddress(dataDirectory, port);
  return {
    endpoint: endpointAt(port),
    async stop() {
      isStopping = true;
      await rm(addressFile(dataDirectory), { force: true });
      thread.worker.postMessage('stop', []);
      await Promise.race([thread.gone, delay(STOP_LIMIT_MS, undefined, { ref: false })]);
      await thread.worker.terminate();
    },
  };
}

/** Where the one of a data directory answers, whoever started it; null where none does. */
export async function runningEmbeddedDynamoDb(dataDirectory: string): Promise<string | null> {
  const [pid, port] = (await readFile(addressFile(dataDirectory), 'utf8').catch(() => '')).split('\n').map(Number);
  if (pid === undefined || port === undefined || !isAlive(pid)) return null;
  const answer = await fetch(endpointAt(port), { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.headers.has('x-amzn-requestid') ? endpointAt(port) : null;
}

/** What a thread says once it serves. */
export type Begun = {
  readonly port: number;
  /** Its files could not be read, and it began with none. */
  readonly wasBroken: boolean;
};

type Thread = Begun & {
  readonly worker: Worker;
  /** Settles when the thread has ended, with what ended it. */
  readonly gone: Promise<Error>;
};

async function startedThread(path: string, port: number): Promise<Thread> {
  const worker = new Worker(new URL('./embedded-dynamodb-thread.ts', import.meta.url), { workerData: { path, port } });
  const gone = new Promise<Error>((resolve) => {
    worker.once('error', (error) => resolve(error instanceof Error ? error : new Error(String(error))));
    worker.once('exit', () => resolve(new Error('The embedded DynamoDB ended.')));
  });
  const failed = gone.then((error) => Promise.reject(error));
  try {
    const [begun] = (await Promise.race([once(worker, 'message', { signal: AbortSignal.timeout(START_LIMIT_MS) }), failed])) as [Begun];
    failed.catch(() => undefined);
    return { ...begun, worker, gone };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

const brokenAt = (path: string): string => `What ${path} holds cannot be read: it is in ${path}-broken now, and copies are made anew.`;

const endpointAt = (port: number): string => `http://127.0.0.1:${port}`;

const addressFile = (dataDirectory: string): string => join(dataDirectory, 'dynamodb-address');

/** Whole or not at all: the process, and the port. */
async function writeAddress(dataDirectory: string, port: number): Promise<void> {
  const arriving = `${addressFile(dataDirectory)}.${process.pid}`;
  await writeFile(arriving, `${process.pid}\n${port}\n`, { mode: 0o600 });
  await rename(arriving, addressFile(dataDirectory));
}
