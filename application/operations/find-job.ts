import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { JobId } from '../shared/job-type.js';
import type { JobCard, JobDesk } from './ports/job-desk.js';

/** Shows one job to an operator. */
export class FindJob {
  static readonly needs = operator;

  constructor(private readonly desk: JobDesk) {}

  execute(system: SystemContext, { jobId }: { readonly jobId: JobId }): Promise<JobCard> {
    return this.desk.get(system, jobId);
  }
}
