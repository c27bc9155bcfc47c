import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inEnvironment, type WorkerSettings } from './worker-settings.js';

type Environment = Readonly<Record<string, string>>;

/** A script in a process of its own, under the settings that `workerSettings` reads there. */
export function start(script: URL, settings: WorkerSettings, environment: Environment = {}): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, fileURLToPath(script)], {
    env: { ...process.env, ...inEnvironment(settings), ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** The same, once it has said that it is ready. */
export async function startWorker(script: URL, settings: WorkerSettings, environment?: Environment): Promise<ChildProcess> {
  const child = start(script, settings, environment);
  const isReady = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
  if (!isReady) throw new Error(`${fileURLToPath(script)} did not start.`);
  return child;
}

/** By SIGKILL; comes back when it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
