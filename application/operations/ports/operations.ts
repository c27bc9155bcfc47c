import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Job } from '../../shared/job.js';
import type { JobId } from '../../shared/job-type.js';

/** The jobs that somebody has asked for, to be changed by them. */
export abstract class Operations {
  /**
   * Cancels at once what has not been started, and tells what runs to stop: it runs until it has. Asked again meanwhile,
   * nothing changes. @returns the job as it is then.
   * @throws OperationEnded when it has ended; OperationNotFound, also when somebody else, the platform or another tenant asked for it.
   */
  abstract cancel(tenant: TenantContext, operationId: JobId): Promise<Job>;
}
