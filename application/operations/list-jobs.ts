import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { JobCard, JobDesk, JobsWanted, Some } from './ports/job-desk.js';

/** Lists jobs of all tenants, or those that are wanted, the newest first. */
export class ListJobs {
  static readonly needs = operator;

  constructor(private readonly desk: JobDesk) {}

  execute(system: SystemContext, wanted: JobsWanted): Promise<Some<JobCard>> {
    return this.desk.list(system, wanted);
  }
}
