import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { JobCount, JobDesk } from './ports/job-desk.js';

/** Counts all jobs by type and status. */
export class CountJobs {
  static readonly needs = operator;

  constructor(private readonly desk: JobDesk) {}

  execute(system: SystemContext): Promise<readonly JobCount[]> {
    return this.desk.count(system);
  }
}
