import type { JobId } from './job-type.js';

/**
 * Waiting for its moment or its turn; admitted to those that are started next; running; and how it ended. One in
 * quarantine is not started again until an operator says so.
 */
export const jobStatuses = ['waiting', 'admitted', 'running', 'succeeded', 'failed', 'quarantined', 'cancelled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** Why a job did not succeed: a refusal's code and sentence, or what a defect may be told to its requester. */
export type JobProblem = { readonly code: string; readonly detail: string };

/** Where what a job has made is found: a path of the API. */
export type JobResult = { readonly location: string };

/** A job, as whoever asked for it may see it. */
export type Job = {
  readonly id: JobId;
  readonly type: string;
  readonly status: JobStatus;
  /** From 0 to 1. */
  readonly progress: number;
  readonly result: JobResult | null;
  readonly problem: JobProblem | null;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly version: number;
};
