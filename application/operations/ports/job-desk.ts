import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantId } from '../../../domain/shared/tenant-context.js';
import type { Job, JobStatus } from '../../shared/job.js';
import type { JobId } from '../../shared/job-type.js';

/** A job, as operators see it. */
export type JobCard = Job & {
  readonly tenantId: TenantId;
  /** As it was written. */
  readonly data: unknown;
  /** Jobs of one sequence, such as what one subscriber hears of one aggregate, run one after the other. */
  readonly sequence: string | null;
  /** Whether somebody asked for it, rather than the platform. */
  readonly isRequested: boolean;
  /** Not started before. */
  readonly runAt: Date;
  readonly starts: number;
  readonly startsAllowed: number;
  /** Whether it is being stopped. */
  readonly cancelAsked: boolean;
};

export type JobsWanted = {
  readonly status?: JobStatus;
  readonly type?: string;
  readonly tenantId?: TenantId;
  readonly limit: number;
};

/** Some of a list. */
export type Some<Item> = { readonly items: readonly Item[]; readonly hasMore: boolean };

/** How many jobs of a type are in a status, and when the first of those that wait comes, or came, due. */
export type JobCount = { readonly type: string; readonly status: JobStatus; readonly count: number; readonly firstDueAt: Date | null };

/** An event that its subscription failed to take, and how many later ones of the same aggregate wait for it. */
export type ParkedEvent = { readonly job: JobCard; readonly holdsUp: number };

/** All jobs, as the platform's operators see and change them. */
export abstract class JobDesk {
  abstract count(system: SystemContext): Promise<readonly JobCount[]>;

  /** The newest first. */
  abstract list(system: SystemContext, wanted: JobsWanted): Promise<Some<JobCard>>;

  /** Jobs of a sequence that are in quarantine. */
  abstract parked(system: SystemContext, limit: number): Promise<Some<ParkedEvent>>;

  /** @throws JobNotFound */
  abstract get(system: SystemContext, jobId: JobId): Promise<JobCard>;

  /** Has it started again, now, with all its starts before it. @returns it as it is then. @throws OutdatedVersion when it moved meanwhile. */
  abstract retry(system: SystemContext, job: JobCard): Promise<JobCard>;

  /** Cancels it, so that what follows in its sequence goes on. @returns it as it is then. @throws OutdatedVersion when it moved meanwhile. */
  abstract discard(system: SystemContext, job: JobCard): Promise<JobCard>;
}
