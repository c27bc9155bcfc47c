import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { Principal, TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import type { JobProblem, JobResult } from '../job.js';
import type { JobId } from '../job-type.js';
import type { OpenTransaction } from './transactions.js';

/** One start of a job. Only the latest start of a job can change it: an earlier one that goes on has lost it. */
export type JobStart = {
  readonly tenantId: TenantId;
  readonly jobId: JobId;
  readonly type: string;
  /** As it was written. */
  readonly data: unknown;
  /** Who asked for it. */
  readonly principal: Principal;
  /** Which start it is, this one included. */
  readonly starts: number;
  /** Higher than that of every start before. */
  readonly fence: bigint;
};

/** How a start ended without an effect. */
export type JobEnd =
  /** To be started again, so many seconds from now; `uncounted` when this start does not count. */
  | { readonly status: 'waiting'; readonly inSeconds: number; readonly problem: JobProblem; readonly uncounted?: true }
  | { readonly status: 'failed' | 'quarantined'; readonly problem: JobProblem }
  | { readonly status: 'cancelled' };

/** The record of every job. Its clock is the database's: whoever's own clock is wrong starts nothing twice. */
export abstract class JobRecords {
  /**
   * Counts a start, before anything of the job is done, and keeps the job from others for as long as the start is
   * renewed. @returns null when there is nothing to start: it has ended, is not due, or another start has it
   */
  abstract start(tenant: TenantContext, jobId: JobId): Promise<JobStart | null>;

  /** Ends a job within the transaction that has its effect. @throws JobLost when a later start, or a cancellation, has it */
  abstract succeed(tenant: TenantContext, start: JobStart, result: JobResult | null, transaction: OpenTransaction): Promise<void>;

  /** Ends a start without an effect. Does nothing when a later start has the job. */
  abstract end(tenant: TenantContext, start: JobStart, end: JobEnd): Promise<void>;

  /** Tells how far it is, from 0 to 1. */
  abstract progress(tenant: TenantContext, start: JobStart, progress: number): Promise<void>;

  /** Keeps these from others for longer. @returns those that are to be stopped: cancelled, or lost to a later start */
  abstract renew(system: SystemContext, starts: readonly JobStart[]): Promise<readonly JobStart[]>;
}
