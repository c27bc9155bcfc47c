import { sql } from 'slonik';
import { z } from 'zod';
import { type EndedStatus, KeptRecords } from '../../../application/operations/ports/kept-records.js';
import type { RecordsScope } from '../../../application/operations/ports/records-work.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { PostgresJobs } from '../../shared/postgres/postgres-jobs.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';

/** The unit of work on what is kept. */
export const postgresRecordsWork = (database: TenantDatabase, ids: Ids): PostgresUnitOfWork<RecordsScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({ records: new PostgresKeptRecords(transaction), jobs: new PostgresJobs(transaction, ids) }));

class PostgresKeptRecords extends KeptRecords {
  constructor(private readonly db: Queries) {
    super();
  }

  /** Looks at the beginning of the stream alone: positions are given in the order of publishing. */
  override sweepEvents(tenant: TenantContext, publishedBefore: Date, most: number): Promise<number> {
    return this.db.execute(tenant, named('operations.sweep-events', sql.type(noRow)`
      delete from shared.event
      where tenant_id = ${tenant.tenantId} and position = any (array(
        select position from (
          select position, published_at from shared.event
          where tenant_id = ${tenant.tenantId}
          order by position
          limit ${most}
        ) first
        where published_at < ${publishedBefore.toISOString()}
      ))
    `));
  }

  override sweepJobs(tenant: TenantContext, status: EndedStatus, endedBefore: Date, most: number): Promise<number> {
    return this.db.execute(tenant, named('operations.sweep-jobs', sql.type(noRow)`
      delete from shared.job
      where tenant_id = ${tenant.tenantId} and id = any (array(
        select id from shared.job
        where tenant_id = ${tenant.tenantId} and status = ${status} and finished_at < ${endedBefore.toISOString()}
        order by finished_at, id
        limit ${most}
        for update skip locked
      ))
    `));
  }
}

const noRow = z.object({});
