import { sql } from 'slonik';
import { Operations } from '../../../application/operations/ports/operations.js';
import type { OperationsScope } from '../../../application/operations/ports/operations-work.js';
import type { Job } from '../../../application/shared/job.js';
import type { JobId } from '../../../application/shared/job-type.js';
import { OperationEnded } from '../../../domain/operations/operations-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { CANCELLED_CHANNEL } from '../../shared/postgres/channels.js';
import { jobColumns, jobOf, jobRow } from '../../shared/postgres/job-row.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { findOperation, requesterIn } from './find-operation.js';

/** The unit of work on operations. */
export const postgresOperationsWork = (database: TenantDatabase): PostgresUnitOfWork<OperationsScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({ operations: new PostgresOperations(transaction) }));

class PostgresOperations extends Operations {
  constructor(private readonly db: Queries) {
    super();
  }

  override async cancel(tenant: TenantContext, operationId: JobId): Promise<Job> {
    const row = await this.db.maybeOne(tenant, named('operations.cancel-operation', sql.type(jobRow)`
      with cancelled as (
        update shared.job
        set status = case status when 'running' then status else 'cancelled' end,
            finished_at = case when status <> 'running' then now() end,
            cancel_asked_at = coalesce(cancel_asked_at, now()),
            version = version + case when cancel_asked_at is null then 1 else 0 end
        where tenant_id = ${tenant.tenantId} and id = ${operationId} and principal_id = ${requesterIn(tenant)}
          and status in ('waiting', 'admitted', 'running')
        returning ${jobColumns}
      ),
      told as (select pg_notify(${CANCELLED_CHANNEL}, id::text) from cancelled where status = 'running')
      select ${jobColumns} from cancelled left join told on true
    `));
    if (row !== null) return jobOf(row);
    await findOperation(this.db, tenant, operationId);
    throw new OperationEnded();
  }
}
