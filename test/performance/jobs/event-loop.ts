import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type pg from 'pg';
import type { DatabaseConnection } from '../../../infrastructure/database-connection.js';
import { freePort } from '../../../infrastructure/free-port.js';
import { urlOf } from '../stage.js';

const PDFS = 50;
const LINES = 20;
const ALLOWED_MS = 50;
const START_LIMIT_MS = 60_000;
const PDFS_LIMIT_MS = 180_000;

const root = fileURLToPath(new URL('../../../', import.meta.url));

type Api = { readonly child: ChildProcess; readonly origin: string; readonly delays: string };

/** How late the event loop of an API is while fifty invoices are drawn, by a worker beside it and, for comparison, in its own process. */
export async function eventLoop(directory: string, admin: DatabaseConnection, client: pg.Client, tell: (text: string) => void): Promise<readonly string[]> {
  const key = randomBytes(32).toString('hex');
  const settings = { DATABASE_URL: urlOf(admin), ATRIUM_MASTER_KEY: key };
  const failures: string[] = [];
  for (const [at, roles] of [['api', 'worker'], ['all']].entries()) {
    const processes: Api[] = [];
    for (const role of roles) processes.push(await started(directory, { ...settings, ATRIUM_ROLE: role }));
    const [api] = processes as [Api];
    try {
      const seconds = await drawn(api, client, `loop-${at}`);
      const { p50, p99, max } = await delaysOf(api);
      const isOnTime = p99 <= ALLOWED_MS;
      const where = at === 0 ? 'the API, a worker beside it' : 'the API and the worker in one process';
      tell(`${PDFS} PDFs of ${LINES} lines in ${seconds.toFixed(1)} s. Event loop of ${where}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, at most ${max.toFixed(0)} ms: ${isOnTime ? 'passed' : 'FAILED'}`);
      if (!isOnTime && at === 0) failures.push('The API is held up while PDFs are drawn.');
    } finally {
      for (const { child } of processes) child.kill('SIGTERM');
      await Promise.all(processes.map(async ({ child }) => (child.exitCode === null ? once(child, 'exit') : undefined)));
    }
  }
  return failures;
}

/** Asks for the PDFs, and a light question again and again, until all are made. @returns how long that took, in seconds */
async function drawn(api: Api, client: pg.Client, slug: string): Promise<number> {
  const password = 'a password for measuring';
  await asked(api, 'POST /v1/tenants', { name: slug, slug, owner: { name: 'Olive Owner', email: `owner@${slug}.example`, password } });
  await client.query(`update tenancy.tenant set plan = 'enterprise' where slug = $1`, [slug]);
  const { accessToken } = await asked<{ accessToken: string }>(api, 'POST /v1/sessions', { tenant: slug, email: `owner@${slug}.example`, password });
  const call = <T>(route: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> =>
    asked<T>(api, route, body, { ...headers, authorization: `Bearer ${accessToken}` });
  const { id: customerId } = await call<{ id: string }>('POST /v1/customers', { name: 'Ada’s Engines' });
  const lines = Array.from({ length: LINES }, (_, at) => ({ description: `A day of work on engine ${at}`, quantity: '2', unitPrice: { amountMinor: '125000', currency: 'EUR' } }));
  const invoices: string[] = [];
  for (let at = 0; at < PDFS; at++) {
    const { id } = await call<{ id: string }>('POST /v1/invoices', { customerId, currency: 'EUR', lines });
    await call(`POST /v1/invoices/${id}/issue`, undefined, { 'if-match': '"1"' });
    invoices.push(id);
  }
  // the first is for what is loaded once
  await made(call, [await call<{ id: string }>(`POST /v1/invoices/${invoices[0] ?? ''}/pdf`)]);
  await delaysOf(api);
  const began = performance.now();
  const operations: { id: string }[] = [];
  for (const id of invoices) operations.push(await call<{ id: string }>(`POST /v1/invoices/${id}/pdf`));
  await made(call, operations);
  return (performance.now() - began) / 1000;
}

async function made(call: <T>(route: string) => Promise<T>, operations: readonly { readonly id: string }[]): Promise<void> {
  const deadline = performance.now() + PDFS_LIMIT_MS;
  for (const { id } of operations) {
    for (;;) {
      const { status, problem } = await call<{ status: string; problem: unknown }>(`GET /v1/operations/${id}`);
      if (status === 'succeeded') break;
      if (status === 'failed' || performance.now() > deadline) throw new Error(`A PDF was not made: ${JSON.stringify(problem)}.`);
      await call('GET /v1/invoices?limit=20');
      await delay(10);
    }
  }
}

async function asked<T>({ origin }: Api, route: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const [method = '', path = ''] = route.split(' ');
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(origin + path, { method, headers: { ...headers, ...type }, ...json });
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function delaysOf({ child, delays }: Api): Promise<{ readonly p50: number; readonly p99: number; readonly max: number }> {
  rmSync(delays, { force: true });
  child.kill('SIGUSR2');
  for (;;) {
    await delay(20);
    try {
      return JSON.parse(readFileSync(delays, 'utf8')) as { p50: number; p99: number; max: number };
    } catch {
      // not written yet
    }
  }
}

async function started(directory: string, settings: Readonly<Record<string, string>>): Promise<Api> {
  const [port, operationsPort] = [await freePort(), await freePort()];
  const delays = join(directory, `delays-${port}.json`);
  const log = openSync(join(directory, `${settings['ATRIUM_ROLE'] ?? ''}.log`), 'a');
  const load = (path: string): string[] => ['--import', pathToFileURL(join(root, path)).href];
  const child = spawn(process.execPath, [...load('infrastructure/typescript.mjs'), ...load('test/performance/jobs/event-loop-probe.ts'), 'infrastructure/main.ts'], {
    cwd: root,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...settings, PORT: String(port), ATRIUM_OPS_PORT: String(operationsPort), EVENT_LOOP_FILE: delays, ATRIUM_DATA_DIR: directory },
  });
  closeSync(log);
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await fetch(`http://127.0.0.1:${operationsPort}/readyz`).then(({ ok }) => ok, () => false))) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(`A process did not start: see ${directory}.`);
    await delay(50);
  }
  return { child, origin: `http://127.0.0.1:${port}`, delays };
}
