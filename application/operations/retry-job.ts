import { JobNotInTrouble } from '../../domain/operations/operations-refusals.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { JobStatus } from '../shared/job.js';
import type { JobId } from '../shared/job-type.js';
import type { JobCard, JobDesk } from './ports/job-desk.js';

/** Has a job started again that has failed or is in quarantine: so a parked event is told again. */
export class RetryJob {
  static readonly needs = operator;

  constructor(private readonly desk: JobDesk) {}

  async execute(system: SystemContext, { jobId }: { readonly jobId: JobId }): Promise<JobCard> {
    const job = await this.desk.get(system, jobId);
    const calm = sentences[job.status];
    if (calm !== undefined) throw new JobNotInTrouble(calm);
    return this.desk.retry(system, job);
  }
}

const sentences: Partial<Readonly<Record<JobStatus, string>>> = {
  waiting: 'The job is waiting for its start already',
  admitted: 'The job is about to be started already',
  running: 'The job is running: it is started again by itself when it fails',
  succeeded: 'The job has succeeded: its effect happens once',
  cancelled: 'The job was cancelled, for good: ask for it anew',
};
