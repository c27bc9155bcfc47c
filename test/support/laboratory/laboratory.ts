import { sql } from 'slonik';
import { z } from 'zod';
import { PostgresJobs } from '../../../adapters/shared/postgres/postgres-jobs.js';
import type { PostgresTransaction } from '../../../adapters/shared/postgres/postgres-transaction.js';
import { PostgresUnitOfWork } from '../../../adapters/shared/postgres/postgres-unit-of-work.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import type { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { handles } from '../../../application/shared/job-handling.js';
import { jobType } from '../../../application/shared/job-type.js';
import { text, whole } from '../../../application/shared/json-members.js';
import type { Jobs } from '../../../application/shared/ports/jobs.js';
import type { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

// A context for measuring and breaking jobs. Each job has one effect, a row; each is asked for with a cause, another row. A
// job that is lost has a cause and no effect; one that was done twice has two effects.

/** Its tables, to be made by whoever owns the database. */
export const laboratorySql = `
  create schema laboratory;
  create table laboratory.cause (tenant_id uuid not null, name text not null, asked_at timestamptz not null default clock_timestamp());
  create table laboratory.effect (tenant_id uuid not null, name text not null, started_at timestamptz not null, effective_at timestamptz not null default clock_timestamp());
  grant usage on schema laboratory to atrium_app, atrium_system;
  grant select, insert on laboratory.cause, laboratory.effect to atrium_app, atrium_system;
`;

export const recordEffect = jobType('laboratory.record-effect', { name: text, takesMs: whole }, { starts: 1_000, backoff: { firstSeconds: 0.05, mostSeconds: 1 } });

export type LaboratoryScope = { readonly causes: Causes; readonly effects: Effects; readonly jobs: Jobs };
type Causes = { add(tenant: TenantContext, name: string): Promise<void> };
type Effects = { add(tenant: TenantContext, name: string, startedAt: Date): Promise<void> };

const ids = new UuidIds();
const nothing = sql.type(z.object({}));

export const laboratoryWork = (database: TenantDatabase): UnitOfWork<LaboratoryScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({ causes: causesIn(transaction), effects: effectsIn(transaction), jobs: new PostgresJobs(transaction, ids) }));

const causesIn = (db: PostgresTransaction<TenantContext>): Causes => ({
  async add(tenant, name) {
    await db.execute(tenant, named('laboratory.add-cause', nothing`insert into laboratory.cause (tenant_id, name) values (${tenant.tenantId}, ${name})`));
  },
});

const effectsIn = (db: PostgresTransaction<TenantContext>): Effects => ({
  async add(tenant, name, startedAt) {
    await db.execute(tenant, named('laboratory.add-effect', nothing`
      insert into laboratory.effect (tenant_id, name, started_at) values (${tenant.tenantId}, ${name}, ${startedAt.toISOString()})
    `));
  },
});

/** What the job does: waits for as long as it is told, and adds its row. */
export class RecordEffect {
  static readonly needs = 'laboratory:effects:write';

  constructor(private readonly work: UnitOfWork<LaboratoryScope>) {}

  async execute(tenant: TenantContext, { name, takesMs }: { readonly name: string; readonly takesMs: number }): Promise<void> {
    const startedAt = new Date();
    if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
    await this.work.run(tenant, ({ effects }) => effects.add(tenant, name, startedAt));
  }
}

export const recordingEffects = handles(recordEffect, { calls: RecordEffect, with: ({ data }) => data });

/** Adds a cause and asks for its job, in one transaction. */
export const request = (work: UnitOfWork<LaboratoryScope>, tenant: TenantContext, name: string, takesMs = 0): Promise<void> =>
  work.run(tenant, (scope) => requestIn(scope, tenant, name, takesMs));

/** The same in a transaction that is open. */
export async function requestIn({ causes, jobs }: LaboratoryScope, tenant: TenantContext, name: string, takesMs = 0): Promise<void> {
  await causes.add(tenant, name);
  await jobs.request(tenant, recordEffect, { data: { name, takesMs } });
}
