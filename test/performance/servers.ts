import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../infrastructure/free-port.js';
import { type Cores, onServerCore } from './cores.js';

/** A server under measurement, in a process of its own. */
export type Server = {
  readonly port: number;
  /** Of the process that was started; the one that serves may be a descendant. */
  readonly pid: number;
  stop(): Promise<void>;
};

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

/** `npm start`, as it is shipped: nothing is set but where it lives. Its log goes to `<directory>/atrium.log`. */
export async function startAtrium(directory: string, cores: Cores | null, settings: Readonly<Record<string, string>>): Promise<Server> {
  const port = await freePort();
  const log = join(directory, 'atrium.log');
  const child = started(onServerCore(cores, ['npm', 'start']), log, {
    ...withoutSettings(process.env),
    PORT: String(port),
    ATRIUM_OPS_PORT: String(await freePort()),
    ATRIUM_DATA_DIR: join(directory, 'atrium'),
    // the floor has no work in the background, and the sample much that would be marked as late
    ATRIUM_ROLE: 'api',
    ...settings,
  });
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stopped(child);
      throw new Error(`npm start did not serve:\n${readFileSync(log, 'utf8').slice(-4_000)}`);
    }
    await delay(50);
  }
  return serverOf(child, port);
}

/** The floor of floor.ts. Its log goes to `<directory>/floor.log`. */
export async function startFloor(directory: string, cores: Cores | null, settings: Readonly<Record<string, string>>): Promise<Server> {
  const command = onServerCore(cores, [process.execPath, ...process.execArgv, fileURLToPath(new URL('./floor.ts', import.meta.url))]);
  const log = join(directory, 'floor.log');
  const child = started(command, log, { ...withoutSettings(process.env), ...settings }, 'ipc');
  const [port] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [null])])) as [number | null];
  if (port === null) throw new Error(`The floor did not serve:\n${readFileSync(log, 'utf8').slice(-4_000)}`);
  return serverOf(child, port);
}

/** In a process group of its own, so that it can be ended with all its descendants. */
function started([program, ...args]: readonly [string, ...string[]], log: string, env: NodeJS.ProcessEnv, ...channels: 'ipc'[]): ChildProcess {
  const out = openSync(log, 'a');
  const child = spawn(program, args, {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env,
    detached: true,
    stdio: ['ignore', out, out, ...channels],
  });
  closeSync(out);
  return child;
}

/** As a newcomer's shell has it: whatever this one has set for Atrium, its stores or Node is left out. */
export const withoutSettings = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:ATRIUM_|npm_|AWS_|NODE_ENV$|DATABASE_URL$|DYNAMODB_|REDIS_|HOST$)/.test(name)));

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(({ ok }) => ok, () => false);
}

const serverOf = (child: ChildProcess, port: number): Server => ({ port, pid: child.pid ?? 0, stop: () => stopped(child) });

/** When all of its group are gone: npm ends before what it has started. */
async function stopped({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined || !signalled(pid, 'SIGTERM')) return;
  const deadline = performance.now() + STOP_LIMIT_MS;
  while (signalled(pid, 0)) {
    if (performance.now() > deadline) signalled(pid, 'SIGKILL');
    await delay(20);
  }
}

/** @returns whether there was anybody left in the group. */
function signalled(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
