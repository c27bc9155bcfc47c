import { type Identifier, identifier } from '../../domain/shared/identifier.js';
import { type Members, type Read, readMembers, writtenMembers } from './json-members.js';

export type JobId = Identifier<'Job'>;
export const JobId = identifier('Job');

/** What a kind of job may cost before somebody has to look at it. */
export type JobPolicy = {
  /** How often it is started at most, counting starts that ended with their process. */
  readonly starts: number;
  /** How long one start may take; its signal is aborted then, and it counts as failed. */
  readonly timeLimitSeconds: number;
  /** Before the second start; doubled for each one after it, up to `mostSeconds`, and then shortened by chance, by half at most. */
  readonly backoff: { readonly firstSeconds: number; readonly mostSeconds: number };
};

/** A kind of job, as a context declares it: what it is called, what it carries, what it may cost. */
export type JobType<Data = unknown> = JobPolicy & {
  /** `<context>.<what-it-does>`, e.g. `invoicing.render-invoice-pdf`. */
  readonly name: string;
  /** From JSON. @throws MembersRefused */
  read(raw: unknown): Data;
  /** To JSON. @throws MembersRefused when it is not what `read` accepts */
  write(data: Data): Readonly<Record<string, unknown>>;
};

const ordinary: JobPolicy = { starts: 5, timeLimitSeconds: 60, backoff: { firstSeconds: 1, mostSeconds: 300 } };

/** Declares a kind of job: `jobType('invoicing.render-invoice-pdf', { invoiceId: idOf(InvoiceId) }, { timeLimitSeconds: 30 })`. */
export function jobType<M extends Members>(name: `${string}.${string}`, members: M, policy: Partial<JobPolicy> = {}): JobType<Read<M>> {
  const read = (raw: unknown): Read<M> => readMembers(members, raw, 'refused');
  const write = (data: Read<M>): Readonly<Record<string, unknown>> => {
    const written = writtenMembers(members, data);
    read(written);
    return written;
  };
  return Object.freeze({ ...ordinary, ...policy, name, read, write });
}

/** How long to wait before a start, after so many; `chance` is from 0 to 1. In seconds. */
export function backoffSeconds({ backoff: { firstSeconds, mostSeconds } }: JobPolicy, starts: number, chance: number): number {
  const full = Math.min(mostSeconds, firstSeconds * 2 ** Math.max(0, starts - 1));
  return full * (1 - chance / 2);
}
