import { OperationRegister } from '../../../application/operations/ports/operation-register.js';
import type { Job } from '../../../application/shared/job.js';
import type { JobId } from '../../../application/shared/job-type.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { findOperation } from './find-operation.js';

export class PostgresOperationRegister extends OperationRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override find(tenant: TenantContext, operationId: JobId): Promise<Job> {
    return findOperation(this.db, tenant, operationId);
  }
}
