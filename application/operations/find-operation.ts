import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Job } from '../shared/job.js';
import type { JobId } from '../shared/job-type.js';
import type { OperationRegister } from './ports/operation-register.js';

export type FindOperationCommand = { readonly operationId: JobId };

/** Shows whoever asked for something how far it is. */
export class FindOperation {
  static readonly needs = signedIn;

  constructor(private readonly register: OperationRegister) {}

  execute(tenant: TenantContext, { operationId }: FindOperationCommand): Promise<Job> {
    return this.register.find(tenant, operationId);
  }
}
