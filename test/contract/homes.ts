import { sql } from 'slonik';
import { z } from 'zod';
import { InMemoryStore, InMemoryUnitOfWork } from '../../adapters/shared/memory/in-memory-store.js';
import type { PostgresTransaction } from '../../adapters/shared/postgres/postgres-transaction.js';
import { PostgresUnitOfWork } from '../../adapters/shared/postgres/postgres-unit-of-work.js';
import { named } from '../../adapters/shared/postgres/statement.js';
import { SystemDatabase } from '../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import type { OpenTransaction, Transactions } from '../../application/shared/ports/transactions.js';
import type { UnitOfWork } from '../../application/shared/ports/unit-of-work.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { aDatabase } from '../support/postgres.js';

/** An event as any store keeps it: JSON, whole numbers beyond its own as strings. */
export type Announced = Readonly<Record<string, unknown>> & { readonly type: string };

/** Where a port's promises are kept, and what every home has beside the ports. */
export type Home<Ports> = Ports & {
  readonly transactions: Transactions;
  /** Work that is given its transaction, and nothing else. */
  readonly bareWork: UnitOfWork<OpenTransaction>;
  /** Fails in a transaction as it does when others were in its way; null where nobody ever is. */
  readonly conflict: ((tenant: TenantContext, transaction: OpenTransaction) => Promise<unknown>) | null;
  /** What was announced for a tenant, in order. */
  eventsOf(tenant: TenantContext): Promise<readonly Announced[]>;
};

/** How a context's ports are built in each kind of home. */
export type Homes<Ports> = {
  readonly memory: (store: InMemoryStore) => Ports;
  readonly postgres: (database: TenantDatabase, system: SystemDatabase) => Ports;
};

type Open<Ports> = () => Promise<Home<Ports>>;

/**
 * Runs a contract suite in memory; in PostgreSQL as the application, whom row-level security binds; and as a member
 * of its role whom it does not bind, so that the predicates are proved alone.
 */
export function inEachHome<Ports>(homes: Homes<Ports>, describePort: (home: string, open: Open<Ports>) => void): void {
  describePort('memory', async () => {
    const store = new InMemoryStore();
    return {
      ...homes.memory(store),
      transactions: store,
      bareWork: new InMemoryUnitOfWork<OpenTransaction>(store, (transaction) => transaction),
      conflict: null,
      eventsOf: async (tenant) => store.eventsOf(tenant).map(asKept),
    };
  });
  for (const [home, role] of [['PostgreSQL', 'app'], ['PostgreSQL without row-level security', 'bypass']] as const) {
    describePort(home, async () => {
      const { [role]: database, system, admin } = await (grounds ??= theGrounds());
      return {
        ...homes.postgres(database, system),
        transactions: database,
        bareWork: new PostgresUnitOfWork<OpenTransaction>(database, (transaction) => transaction),
        conflict: clash,
        eventsOf: (tenant) => announcedOf(admin, tenant),
      };
    });
  }
}

type Grounds = {
  readonly app: TenantDatabase;
  readonly bypass: TenantDatabase;
  readonly system: SystemDatabase;
  /** The superuser, whom nothing binds. */
  readonly admin: TenantDatabase;
  end(): Promise<void>;
};

/** One database for all contract suites: each test has tenants of its own. */
let grounds: Promise<Grounds> | null = null;

async function theGrounds(): Promise<Grounds> {
  const database = await aDatabase();
  const options = {
    size: 4,
    waitMs: 20_000,
    maxAgeMs: 600_000,
    statementTimeoutMs: 20_000,
    lockTimeoutMs: 20_000,
    idleInTransactionTimeoutMs: 20_000,
    flightDeadlineMs: 25_000,
    preparedStatements: 100,
  };
  const app = new TenantDatabase({ ...options, connection: database.app });
  const bypass = new TenantDatabase({ ...options, connection: database.bypass });
  const system = new SystemDatabase({ ...options, connection: database.system });
  const admin = new TenantDatabase({ ...options, connection: database.admin });
  return {
    app,
    bypass,
    system,
    admin,
    async end() {
      await Promise.all([app, bypass, system, admin].map((one) => one.end()));
      await database.drop();
    },
  };
}

after(async () => {
  await (await grounds)?.end();
  grounds = null;
});

const asKept = ({ tenantId: _, ...event }: object & { readonly tenantId: string }): Announced =>
  JSON.parse(JSON.stringify(event, (__, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))) as Announced;

const clash = (tenant: TenantContext, transaction: OpenTransaction): Promise<unknown> =>
  (transaction as PostgresTransaction<TenantContext>).execute(tenant, named('shared.clash', sql.type(z.unknown())`
    do $$ begin raise exception 'another was in the way' using errcode = 'serialization_failure'; end $$
  `));

const announcedRow = z.object({ type: z.string(), occurred_at: z.date(), payload: z.record(z.string(), z.unknown()) });

/** What was published already, and what waits for it. */
async function announcedOf(database: TenantDatabase, tenant: TenantContext): Promise<readonly Announced[]> {
  const rows = await database.any(tenant, named('shared.announced-of', sql.type(announcedRow)`
    select type, occurred_at, payload from (
      select 0 as place, position, type, occurred_at, payload from shared.event where tenant_id = ${tenant.tenantId}
      union all
      select 1, position, type, occurred_at, payload from shared.outbox where tenant_id = ${tenant.tenantId}
    ) announced
    order by place, position
  `));
  return rows.map(({ type, occurred_at: occurredAt, payload }) => ({ type, occurredAt: occurredAt.toISOString(), ...payload }));
}
