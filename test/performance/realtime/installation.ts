import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../infrastructure/embedded-postgres.js';
import type { DatabaseConnection } from '../../../infrastructure/database-connection.js';
import { freePort } from '../../../infrastructure/free-port.js';
import { prepareDatabase } from '../../../infrastructure/prepared-database.js';
import { inTemporaryDirectory } from '../../support/temporary-directory.js';
import { type Cores, onServerCore } from '../cores.js';
import { type Amounts, seed } from '../seed.js';
import { withoutSettings } from '../servers.js';
import { asAdmin, urlOf } from '../stage.js';
import { ask } from './questions.js';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A process of the product, or one that measures. */
export type Running = {
  readonly name: string;
  /** Of its API, if it has one. */
  readonly port: number;
  readonly child: ChildProcess;
  /** What it answers to questions. */
  ask<Answer>(question: string, about?: unknown): Promise<Answer>;
  /** When it is gone. */
  stop(): Promise<void>;
};

export type Starting = {
  /** For its log, and for whoever reads what is printed. */
  readonly name: string;
  /** Its environment beside the database and its ports. */
  readonly settings: Readonly<Record<string, string>>;
  /** What is run in place of the product's own start. */
  readonly script?: string;
  /** Where it has a core of its own. */
  readonly cores?: Cores | null;
};

/** A database with the sample in it, and the means to start processes over it. */
export type Installation = {
  /** Gone with the installation. Has a log for each process. */
  readonly directory: string;
  readonly database: DatabaseConnection;
  /** As whoever owns the database. */
  readonly client: pg.Client;
  /** Ready when it comes back; stopped with the installation if not before. */
  start(starting: Starting): Promise<Running>;
};

/** Sets it up for the length of `work`, and takes all of it down, also when this process is told to end. */
export function onInstallation<T>(amounts: Amounts, work: (installation: Installation, resources: AsyncDisposableStack) => Promise<T>): Promise<T> {
  return inTemporaryDirectory(async (directory) => {
    await using resources = new AsyncDisposableStack();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void resources.disposeAsync().finally(() => process.exit(1)));
    const postgres = await startEmbeddedPostgres({ dataDirectory: directory, durable: false });
    resources.defer(() => postgres.stop());
    const database = { ...postgres.connection, database: 'bench' };
    const masterKey = randomBytes(32);
    await asAdmin(postgres.connection, (admin) => admin.query('create database bench'));
    await prepareDatabase(database, masterKey);
    await asAdmin(database, (admin) => seed(admin, amounts));
    const client = new pg.Client({ ...database });
    await client.connect();
    resources.defer(() => client.end());
    // the same for all: it is the issuer of tokens
    const given = { DATABASE_URL: urlOf(database), ATRIUM_MASTER_KEY: masterKey.toString('base64url'), ATRIUM_DATA_DIR: join(directory, 'atrium'), ATRIUM_PUBLIC_URL: 'http://127.0.0.1' };
    const start = async (starting: Starting): Promise<Running> => {
      const running = await started(directory, { ...starting, settings: { ...given, ...starting.settings } });
      resources.defer(() => running.stop());
      return running;
    };
    return await work({ directory, database, client, start }, resources);
  });
}

/** A script in a process of its own that answers questions and serves nothing. It ends with this one. */
export async function startAnswering(script: URL): Promise<Running> {
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(script)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return runningOf(fileURLToPath(script), child, 0);
}

/** Without npm and the launcher, so that what it uses is what it uses itself. */
async function started(directory: string, { name, settings, script = 'infrastructure/main.ts', cores = null }: Starting): Promise<Running> {
  const [port, operationsPort] = [await freePort(), await freePort()];
  const log = join(directory, `${name.replaceAll(' ', '-')}.log`);
  const out = openSync(log, 'a');
  const load = (path: string): string[] => ['--import', pathToFileURL(join(root, path)).href];
  const [program, ...parameters] = onServerCore(cores, [
    process.execPath, '--expose-gc', '--enable-source-maps', ...load('infrastructure/typescript.mjs'), ...load('test/performance/realtime/usage-probe.ts'), script,
  ]);
  const child = spawn(program, parameters, {
    cwd: root,
    stdio: ['ignore', out, out, 'ipc'],
    env: { ...withoutSettings(process.env), ...settings, PORT: String(port), ATRIUM_OPS_PORT: String(operationsPort) },
  });
  closeSync(out);
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await fetch(`http://127.0.0.1:${operationsPort}/readyz`).then(({ ok }) => ok, () => false))) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(`The ${name} did not start:\n${readFileSync(log, 'utf8').slice(-4_000)}`);
    await delay(50);
  }
  return runningOf(name, child, port);
}

const runningOf = (name: string, child: ChildProcess, port: number): Running => ({
  // as many questions at once as there are to ask
  child: child.setMaxListeners(0),
  name,
  port,
  ask: (question, about) => ask(child, question, about),
  async stop() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await gone;
    clearTimeout(late);
  },
});
