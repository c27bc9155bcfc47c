import { JobEnded, JobRunning } from '../../domain/operations/operations-refusals.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { JobId } from '../shared/job-type.js';
import type { JobCard, JobDesk } from './ports/job-desk.js';

/** Gives a job up, so that what follows in its sequence goes on. */
export class DiscardJob {
  static readonly needs = operator;

  constructor(private readonly desk: JobDesk) {}

  async execute(system: SystemContext, { jobId }: { readonly jobId: JobId }): Promise<JobCard> {
    const job = await this.desk.get(system, jobId);
    if (job.status === 'running') throw new JobRunning('The job is running: it ends by itself, at its time limit at the latest, and can be discarded then');
    if (job.status === 'succeeded') throw new JobEnded('The job has succeeded: there is nothing to discard');
    if (job.status === 'cancelled') throw new JobEnded('The job is cancelled already');
    return this.desk.discard(system, job);
  }
}
