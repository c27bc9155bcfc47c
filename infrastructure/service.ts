import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { sql } from 'slonik';
import { z } from 'zod';
import { health } from '../adapters/shared/http/health.js';
import { answerProblems, unknownRoute } from '../adapters/shared/http/problems.js';
import { named } from '../adapters/shared/postgres/statement.js';
import { SystemDatabase } from '../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../adapters/shared/postgres/tenant-database.js';
import { Waker } from '../adapters/shared/postgres/waker.js';
import { Unavailable } from '../application/shared/refusals.js';
import { SystemContext } from '../domain/shared/system-context.js';
import type { Configuration } from './configuration.js';
import { type Demo, demoSignIn, hasDemo } from './demo.js';
import { openDocuments } from './dynamodb.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';
import { listening } from './listening.js';
import { masterKeyOf } from './master-key.js';
import { observing } from './observing.js';
import { openDatabase } from './opened-database.js';
import type { Platform } from './platform.js';
import { redisStores } from './redis-stores.js';
import { standIns } from './stand-ins.js';
import type { Addresses } from './welcome.js';
import type { Work } from './worker.js';

/** Makes the API, and what a worker does, out of what the process has opened. */
export type Composition = (platform: Platform) => { readonly api: () => Express; readonly work: () => Work };

export type Served = Addresses & {
  readonly demo: Demo | null;
  /** Whether a second process would not know what this one does. */
  readonly isAlone: boolean;
};

/** Two connections serve what few requests need: sign-in's first question, signing keys; a worker's steps need as many more. */
const SYSTEM_CONNECTIONS = { api: 2, worker: 4, all: 6 };

const CONNECTION_AGE_MS = 30 * 60_000;

/** PostgreSQL ends a statement by itself; a connection that says nothing for this long after is given up. */
const DEADLINE_MARGIN_MS = 5_000;

/**
 * Brings the process up, from the operations port to the API. Whatever it opens it leaves with `resources`, to be
 * closed in the opposite order, also when it fails half way.
 * @throws StartRefused
 */
export async function startService(
  configuration: Configuration,
  compose: Composition,
  log: Logger,
  resources: AsyncDisposableStack,
  onEmbedded: (postgres: EmbeddedPostgres) => void,
): Promise<Served> {
  const { host, port, operationsPort, pool, publicUrl, role, jobs, streams, shutdownGraceMs, trustedProxies } = configuration;
  let ping = (): Promise<unknown> => Promise.reject(new Error('The database is not open yet.'));
  const state = health({ database: () => ping() }, observing(log));
  // The ports come first: where one is taken, nothing else has to be undone.
  const more = express.Router();
  const operations = await listening(healthApp([state.router, more], unknownRoute, log), host, operationsPort, 'ATRIUM_OPS_PORT');
  resources.defer(() => operations.close(0));
  let answer: RequestListener = healthApp([state.router], notYet, log);
  const api = role === 'worker' ? null : await listening((req, res) => answer(req, res), host, port, 'PORT');
  resources.defer(async () => api?.close(0));

  const masterKey = await masterKeyOf(configuration);
  const { app, system: systemConnection, migrated } = await openDatabase(configuration, masterKey, {
    onStarted: (postgres) => {
      resources.defer(() => postgres.stop());
      onEmbedded(postgres);
    },
    onWaiting: () => log.warn('waiting for another process to migrate'),
  });
  if (migrated.length > 0) log.info({ migrated }, 'migrated');

  const limits = { ...pool, maxAgeMs: CONNECTION_AGE_MS, flightDeadlineMs: pool.statementTimeoutMs + DEADLINE_MARGIN_MS };
  const system = new SystemDatabase({ ...limits, connection: systemConnection, size: Math.min(pool.size, SYSTEM_CONNECTIONS[role]) });
  resources.defer(() => system.end());
  const waker = new Waker(system);
  const database = new TenantDatabase({ ...limits, connection: app, onCommitted: () => waker.wake() });
  resources.defer(() => database.end());
  ping = () => system.one(SystemContext.for('GET /readyz'), pingStatement);

  const shared = { ...standIns(), ...redisStores(configuration, log, resources), documents: await openDocuments(configuration, log, resources) };
  const { api: theApi, work } = compose({ database, system, shared, jobsPerTenant: jobs.perTenant, streams, masterKey, publicUrl, trustedProxies, log, health: state });
  if (api !== null) answer = theApi();
  let endWorker = async (): Promise<void> => undefined;
  // both at once: neither takes from the other's grace
  resources.defer(async () => void (await Promise.all([api?.close(shutdownGraceMs), endWorker()])));
  if (role !== 'api') {
    // what an API alone does not load
    const [{ Worker }, { dashboard }] = await Promise.all([import('./worker.js'), import('./dashboard.js')]);
    const worker = new Worker({ work: work(), connection: systemConnection, concurrency: jobs.concurrency, graceMs: shutdownGraceMs, log });
    endWorker = () => worker.end();
    await worker.start();
    more.use(dashboard({ agenda: worker.agenda, masterKey }));
  }
  resources.defer(async () => state.stopping());
  state.started();
  const demo = api !== null && hasDemo(configuration) ? await demoSignIn(api.origin, configuration.dataDirectory) : null;
  return { api: api?.origin ?? null, operations: operations.origin, demo, isAlone: configuration.redis === null };
}

const pingStatement = named('shared.ping', sql.type(z.object({ one: z.number() }))`select 1 as one`);

const notYet: RequestHandler = () => {
  throw new Unavailable('The service is starting.');
};

/** Health and what else there is, and one answer to all else: the operations port, and the API until there is one. */
function healthApp(routes: express.Router[], otherwise: RequestHandler, log: Logger): Express {
  const app = express().disable('x-powered-by').disable('etag');
  app.use((_req, res, next) => {
    res.locals['requestId'] = randomUUID();
    next();
  });
  // that it is starting is no news
  app.use(routes, otherwise, answerProblems({ ...observing(log), onUnavailable: () => undefined }));
  return app;
}
