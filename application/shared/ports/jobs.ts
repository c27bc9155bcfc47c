import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Job } from '../job.js';
import type { JobType } from '../job-type.js';

export type JobRequest<Data> = {
  readonly data: Data;
  /** Not before; at once unless told. */
  readonly runAt?: Date;
  /** Who asks for the same type by the same key gets the job that is there: its effect happens once. */
  readonly key?: string;
  /** Among the jobs of the tenant; normal unless told. */
  readonly priority?: JobPriority;
};

export type JobPriority = 'low' | 'normal' | 'high';

/** Asks for work to be done in the background. Bound to a transaction: the job commits, or vanishes, with its cause. */
export abstract class Jobs {
  /**
   * The job runs for the tenant, with the rights that whoever asks has when it starts.
   * @throws MembersRefused when the data are not what the type declares
   */
  abstract request<Data>(tenant: TenantContext, type: JobType<Data>, request: JobRequest<Data>): Promise<Job>;
}
