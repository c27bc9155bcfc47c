import { Container, ContainerModule } from 'inversify';
import { RememberedTokens } from '../../adapters/identity/in-process/remembered-tokens.js';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import { health } from '../../adapters/shared/http/health.js';
import { serve } from '../../adapters/shared/http/server.js';
import { InProcessEventSignals } from '../../adapters/shared/in-process/in-process-event-signals.js';
import { TieredCache } from '../../adapters/shared/in-process/tiered-cache.js';
import { InMemoryDocumentStore } from '../../adapters/shared/memory/in-memory-document-store.js';
import { SystemDatabase } from '../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { Authenticate } from '../../application/identity/authenticate.js';
import { Clock } from '../../application/shared/ports/clock.js';
import type { DocumentStore } from '../../application/shared/ports/document-store.js';
import { RateLimits } from '../../application/shared/ports/rate-limits.js';
import { Transactions } from '../../application/shared/ports/transactions.js';
import type { SettingDeclaration } from '../../application/shared/setting.js';
import { composeOver, contexts } from '../../composition-root.js';
import { sharedStores } from '../../infrastructure/modules/shared-stores.module.js';
import { jobStores } from '../../infrastructure/modules/jobs.module.js';
import { API, SETTINGS, WORK } from '../../infrastructure/tokens.js';
import { drained } from './drained.js';
import { inMemoryStores } from './in-memory-stores.js';
import { aDatabase, type TestDatabase, testMasterKey } from './postgres.js';
import { ShiftedClock } from './shifted-clock.js';

/** The issuer and the audience of its tokens. */
export const publicUrl = 'https://atrium.test';

/** All that the house offers. */
export const endpoints: readonly Endpoint[] = contexts.flatMap((context) => context.endpoints);

/** The whole application, served on a port of its own, and what went on in it. */
export type Application = {
  readonly url: string;
  readonly container: Container;
  readonly clock: ShiftedClock;
  /** How many requests have reached each operation's use case, by its route. */
  readonly reached: ReadonlyMap<string, number>;
  /** Refusals that their endpoints do not name, as `<route>: <code>`. */
  readonly undeclared: readonly string[];
  /** What was answered with 500. */
  readonly defects: readonly unknown[];
  /** The causes of answers of 503. */
  readonly unavailable: readonly unknown[];
  /** Publishes what happened and runs what is due, one job after the other, until nothing is left to do now. @returns how many jobs ran */
  drain(): Promise<number>;
  close(): Promise<void>;
};

/** Opens an application of one's own. */
export type Opening = () => Promise<Application>;

/** Over fakes alone: nothing but memory. */
export const inMemoryApplication: Opening = () => inMemoryApplicationWith({});

/** The same, otherwise in something. */
export const inMemoryApplicationWith = async (settings: Otherwise): Promise<Application> => serving(await inMemoryStores(), async () => undefined, settings);

/** What may be otherwise than the house has it. */
type Otherwise = {
  /** The monotonic clock by which tokens and answers are remembered; absent: the machine's. */
  readonly time?: { now(): number };
  /** The read store, where another application has the same; absent: one of its own. */
  readonly documents?: DocumentStore;
  /** How often tenants may ask; absent: as their plans say. */
  readonly rates?: RateLimits;
  /** Settings beside those of the contexts. */
  readonly declared?: readonly SettingDeclaration[];
};

type Wanted = Otherwise & {
  readonly poolSize: number;
  readonly waitMs?: number;
  /** Shared with another application, and dropped by whoever made it; absent: one of its own. */
  readonly on?: Pick<TestDatabase, 'app' | 'system'>;
};

/** Over PostgreSQL. With a pool of one connection, whoever asks the database from within a transaction waits in vain. */
export async function postgresApplication({ poolSize, waitMs = limits.waitMs, on, documents = new InMemoryDocumentStore(), ...settings }: Wanted): Promise<Application> {
  const tested = on === undefined ? await aDatabase() : { ...on, drop: async () => undefined };
  const database = new TenantDatabase({ ...limits, connection: tested.app, size: poolSize, waitMs });
  const system = new SystemDatabase({ ...limits, connection: tested.system, size: 1 });
  const databases = new ContainerModule(({ bind }) => {
    bind(TenantDatabase).toConstantValue(database);
    bind(SystemDatabase).toConstantValue(system);
    bind(Transactions).toConstantValue(database);
  });
  const closeStores = async (): Promise<void> => {
    await Promise.all([database.end(), system.end()]);
    await tested.drop();
  };
  return serving([databases, sharedStores({ cache: new TieredCache(null, settings.time), documents, signals: new InProcessEventSignals() }), jobStores(5), ...contexts.map(({ stores }) => stores)], closeStores, settings);
}

const limits = {
  waitMs: 5_000,
  maxAgeMs: 60_000,
  statementTimeoutMs: 10_000,
  lockTimeoutMs: 5_000,
  idleInTransactionTimeoutMs: 10_000,
  flightDeadlineMs: 15_000,
  preparedStatements: 100,
};

async function serving(stores: readonly ContainerModule[], closeStores: () => Promise<void>, { time, rates, declared = [] }: Otherwise = {}): Promise<Application> {
  const reached = new Map<string, number>();
  const undeclared: string[] = [];
  const defects: unknown[] = [];
  const unavailable: unknown[] = [];
  const clock = new ShiftedClock();
  const state = health({});
  const container = composeOver(
    stores,
    { masterKey: testMasterKey, publicUrl, trustedProxies: ['127.0.0.1'], health: state, streams: { inAll: 500, perTenant: 200 } },
    {
      onReached: ({ route }) => reached.set(route, (reached.get(route) ?? 0) + 1),
      onUndeclared: ({ route }, { code }) => undeclared.push(`${route}: ${code}`),
      onDefect: (error) => defects.push(error),
      onUnavailable: (cause) => unavailable.push(cause),
    },
  );
  container.rebind(Clock).toConstantValue(clock);
  const settings = [...container.get(SETTINGS), ...declared];
  container.rebind(SETTINGS).toConstantValue(settings);
  if (rates !== undefined) container.rebind(RateLimits).toConstantValue(rates);
  if (time !== undefined) {
    container.rebind(RememberedTokens).toResolvedValue((authenticate) => new RememberedTokens(authenticate, time), [Authenticate]);
  }
  const server = await serve(container.get(API), { host: '127.0.0.1', port: 0 });
  state.started();
  return {
    url: `http://127.0.0.1:${server.port}`,
    container,
    clock,
    reached,
    undeclared,
    defects,
    unavailable,
    drain: () => drained(container.get(WORK)),
    async close() {
      await server.close(1_000);
      await closeStores();
    },
  };
}
