import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { type JobType, jobType } from './job-type.js';
import { instant, whole } from './json-members.js';
import type { Jobs } from './ports/jobs.js';

/** One bounded batch of a sweep: what is old enough is reckoned from when the sweep was due, so that it has an end. */
export type Sweep = {
  readonly dueAt: Date;
  /** The how many-th, from 1. */
  readonly batch: number;
};

/** What a sweep that is due at a moment begins with. */
export const firstBatch = (dueAt: Date): Sweep => ({ dueAt, batch: 1 });

/** How many rows of a kind one batch deletes at most: no transaction is long, nor holds many rows. */
export const SWEPT_AT_ONCE = 1_000;

/** Declares a kind of job that sweeps. */
export const sweepType = (name: `${string}.${string}`): JobType<Sweep> => jobType(name, { dueAt: instant, batch: whole });

/** Asks for the batch after this one, once, if this one was full: there may be more. */
export async function sweepOn(tenant: TenantContext, type: JobType<Sweep>, { dueAt, batch }: Sweep, swept: readonly number[], jobs: Jobs): Promise<void> {
  if (swept.every((count) => count < SWEPT_AT_ONCE)) return;
  const next = batch + 1;
  await jobs.request(tenant, type, { data: { dueAt, batch: next }, key: `${dueAt.toISOString()} ${next}`, priority: 'low' });
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** So many days earlier. */
export const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * DAY_MS);
