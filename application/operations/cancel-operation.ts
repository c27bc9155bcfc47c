import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Job } from '../shared/job.js';
import type { JobId } from '../shared/job-type.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { OperationsScope } from './ports/operations-work.js';

export type CancelOperationCommand = { readonly operationId: JobId };

/** Cancels what the caller has asked for. */
export class CancelOperation {
  static readonly needs = signedIn;

  constructor(private readonly work: UnitOfWork<OperationsScope>) {}

  execute(tenant: TenantContext, { operationId }: CancelOperationCommand): Promise<Job> {
    return this.work.run(tenant, ({ operations }) => operations.cancel(tenant, operationId));
  }
}
