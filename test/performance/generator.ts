import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Job, Round } from './load.js';

const PATIENCE_MS = 30_000;

/** The process that generates load, started once and used for all rounds. */
export class Generator {
  private constructor(private readonly child: ChildProcess) {}

  /** Ready when it resolves: a process that is still loading loses what it is sent. */
  static async start(): Promise<Generator> {
    const child = fork(fileURLToPath(new URL('./load.ts', import.meta.url)));
    await said<'ready'>(child, PATIENCE_MS);
    return new Generator(child);
  }

  /** @throws Error when it does not answer in time, or has ended. */
  run(job: Job): Promise<Round> {
    this.child.send(job);
    return said<Round>(this.child, job.seconds * 1_000 + PATIENCE_MS);
  }

  close(): void {
    if (this.child.connected) this.child.disconnect();
  }
}

async function said<Message>(child: ChildProcess, limitMs: number): Promise<Message> {
  const over = new AbortController();
  const late = setTimeout(() => over.abort(), limitMs);
  const ended = once(child, 'exit', over).then(() => {
    throw new Error('The load generator has ended: what it said is above.');
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', over), ended])) as [Message];
    return message;
  } catch (failure) {
    if (!over.signal.aborted) throw failure;
    throw new Error(`The load generator said nothing for ${limitMs / 1_000} s: the server may hang.`, { cause: failure });
  } finally {
    clearTimeout(late);
    ended.catch(() => undefined);
    over.abort();
  }
}
