import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Job } from '../../shared/job.js';
import type { JobId } from '../../shared/job-type.js';

/** The jobs that people have asked for, to be looked at: each is shown to whoever asked for it. */
export abstract class OperationRegister {
  /** @throws OperationNotFound, also when somebody else, the platform or another tenant asked for it. */
  abstract find(tenant: TenantContext, operationId: JobId): Promise<Job>;
}
