import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { sql } from 'slonik';
import { z } from 'zod';
import type { PoolOptions } from '../../../adapters/shared/postgres/pool.js';
import { named, type Statement } from '../../../adapters/shared/postgres/statement.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';

/** A database with a table of its own for these tests, walled like the product's. */
export type Ledger = {
  readonly database: TestDatabase;
  /** The superuser, whom nothing binds. */
  readonly admin: pg.Client;
  drop(): Promise<void>;
};

export async function aLedger(): Promise<Ledger> {
  const database = await aDatabase();
  const admin = new pg.Client({ ...database.admin });
  await admin.connect();
  await admin.query(`
    create schema ledger;
    create table ledger.entry (
      tenant_id uuid not null,
      marker text not null,
      amount int not null check (amount > 0),
      parent text,
      primary key (tenant_id, marker),
      constraint entry_parent foreign key (tenant_id, parent) references ledger.entry deferrable initially deferred
    );
    alter table ledger.entry enable row level security;
    alter table ledger.entry force row level security;
    create policy tenant on ledger.entry to atrium_app
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
      with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
    create table ledger.shape (first int);
    insert into ledger.shape values (1);
    grant usage on schema ledger to atrium_app;
    grant select, insert, update on ledger.entry, ledger.shape to atrium_app;
  `);
  return {
    database,
    admin,
    async drop() {
      await admin.end();
      await database.drop();
    },
  };
}

export const aTenant = (): TenantContext => TenantContext.visitor(TenantId.from(randomUUID()));

/** As the product's defaults, but in less time. */
export const poolOptions = (connection: PoolOptions['connection'], other: Partial<PoolOptions> = {}): PoolOptions => ({
  connection,
  size: 4,
  waitMs: 5_000,
  statementTimeoutMs: 2_000,
  lockTimeoutMs: 1_000,
  idleInTransactionTimeoutMs: 5_000,
  maxAgeMs: 60_000,
  flightDeadlineMs: 5_000,
  preparedStatements: 100,
  ...other,
});

const seenRow = z.object({ tenant_id: z.string(), marker: z.string(), seen: z.string().nullable(), backend: z.number() });
export type SeenRow = z.infer<typeof seenRow>;

type Entry = { readonly marker: string; readonly amount?: number | null; readonly parent?: string; readonly owner?: TenantContext };

/** Stores an entry, and tells on which connection and for whom that was. */
export const put = (tenant: TenantContext, { marker, amount = 1, parent, owner = tenant }: Entry): Statement<SeenRow> =>
  named('ledger.put', sql.type(seenRow)`
    insert into ledger.entry (tenant_id, marker, amount, parent)
    values (${owner.tenantId}, ${marker}, ${amount}, ${parent ?? null})
    returning tenant_id, marker, current_setting('app.tenant_id', true) as seen, pg_backend_pid() as backend
  `);

/** Up to five entries, with no predicate: row-level security alone decides whose. */
export const some = (): Statement<SeenRow> =>
  named('ledger.some', sql.type(seenRow)`
    select tenant_id, marker, current_setting('app.tenant_id', true) as seen, pg_backend_pid() as backend from ledger.entry limit 5
  `);

export const find = (marker: string): Statement<SeenRow> =>
  named('ledger.find', sql.type(seenRow)`
    select tenant_id, marker, current_setting('app.tenant_id', true) as seen, pg_backend_pid() as backend
    from ledger.entry where marker = ${marker}
  `);

export const sleep = (seconds: number): Statement<unknown> => named('ledger.sleep', sql.type(z.unknown())`select pg_sleep(${seconds})`);

export const failing = (): Statement<unknown> => named('ledger.failing', sql.type(z.unknown())`select 1 / ${0}::int`);

/** All entries there are, as the superuser sees them. */
export async function markersIn({ admin }: Ledger): Promise<ReadonlyMap<string, string>> {
  const { rows } = await admin.query<{ tenant_id: string; marker: string }>('select tenant_id, marker from ledger.entry');
  return new Map(rows.map(({ tenant_id: tenantId, marker }) => [marker, tenantId]));
}
