import { sql } from 'slonik';
import { z } from 'zod';
import { type Job, jobStatuses } from '../../../application/shared/job.js';
import type { JobId } from '../../../application/shared/job-type.js';

/** What a job shows of itself. */
export const jobColumns = sql.fragment`id, type, status, progress, result, problem, requested_at, finished_at, version`;

export const jobRow = z.object({
  id: z.string(),
  type: z.string(),
  status: z.enum(jobStatuses),
  progress: z.number(),
  result: z.object({ location: z.string() }).nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  requested_at: z.date(),
  finished_at: z.date().nullable(),
  version: z.number(),
});

export const jobOf = ({ id, requested_at: requestedAt, finished_at: finishedAt, ...row }: z.infer<typeof jobRow>): Job => ({
  ...row,
  id: id as JobId,
  requestedAt,
  finishedAt,
});
