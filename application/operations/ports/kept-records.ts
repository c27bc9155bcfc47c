import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { JobStatus } from '../../shared/job.js';

/** How a job can have ended. One in quarantine has not. */
export type EndedStatus = Extract<JobStatus, 'succeeded' | 'failed' | 'cancelled'>;

/** What is written down for a tenant of its events and jobs, and kept for a while. */
export abstract class KeptRecords {
  /** Forgets events that were published before then, in the order of the stream, `most` at most. @returns how many */
  abstract sweepEvents(tenant: TenantContext, publishedBefore: Date, most: number): Promise<number>;

  /** Forgets jobs that ended so before then, the oldest first, `most` at most, and none that somebody is changing. @returns how many */
  abstract sweepJobs(tenant: TenantContext, status: EndedStatus, endedBefore: Date, most: number): Promise<number>;
}
