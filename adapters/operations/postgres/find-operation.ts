import { sql } from 'slonik';
import type { Job } from '../../../application/shared/job.js';
import type { JobId } from '../../../application/shared/job-type.js';
import { OperationNotFound } from '../../../domain/operations/operations-refusals.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { jobColumns, jobOf, jobRow } from '../../shared/postgres/job-row.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

/** Whose jobs the caller's are; who is no user has none, for nothing equals null. */
export const requesterIn = ({ principal }: TenantContext): PrincipalId | null => (principal.kind === 'user' ? principal.id : null);

/** @throws OperationNotFound */
export async function findOperation(db: Queries, tenant: TenantContext, operationId: JobId): Promise<Job> {
  const row = await db.maybeOne(tenant, named('operations.find-operation', sql.type(jobRow)`
    select ${jobColumns} from shared.job
    where tenant_id = ${tenant.tenantId} and id = ${operationId} and principal_id = ${requesterIn(tenant)}
  `));
  if (row === null) throw new OperationNotFound();
  return jobOf(row);
}
