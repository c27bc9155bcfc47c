import type { JobType } from './job-type.js';

/**
 * When something comes due: at the local times of a cron line (five fields: minute, hour, day of the month, month, day of the
 * week) in a time zone, or at the multiples of an interval since 1970, so that every process reckons the same.
 */
export type Rule = { readonly cron: string; readonly zone: string } | { readonly every: Interval };

/** In whole hours, minutes or seconds. */
export type Interval = { readonly hours: number } | { readonly minutes: number } | { readonly seconds: number };

/** A job that every active tenant is to have done at each of certain moments. */
export type Schedule = Rule & {
  /** `<context>.<what-it-does>`. */
  readonly name: string;
  /** One such job is asked for in each tenant. The platform itself asks: it has the rights that its use case needs. */
  readonly fansOut: JobType;
  /** What the jobs of a due time carry. */
  readonly data: (dueAt: Date) => unknown;
  /** What is done about the due times of an hour, or a week, in which nobody looked: nothing, or once for the latest of them. */
  readonly missed: 'catch up' | 'skip';
};

/** Declares a schedule: `schedule('invoicing.mark-overdue', { cron: '15 * * * *', zone: 'UTC', fansOut: markOverdue, data: (dueAt) => ({ dueAt }), missed: 'catch up' })`. */
export const schedule = <Data>(
  name: `${string}.${string}`,
  declared: Rule & Pick<Schedule, 'missed'> & { readonly fansOut: JobType<Data>; readonly data: (dueAt: Date) => Data },
): Schedule => Object.freeze({ ...declared, name, fansOut: declared.fansOut as JobType });

/** What its due times follow from, in words: with others, they are reckoned anew. */
export const ruleText = (rule: Rule): string => ('cron' in rule ? `${rule.cron} in ${rule.zone}` : `every ${secondsOf(rule.every)} s`);

/** How long an interval is, in seconds. */
export function secondsOf(interval: Interval): number {
  if ('hours' in interval) return interval.hours * 3600;
  return 'minutes' in interval ? interval.minutes * 60 : interval.seconds;
}

/** What is asked for in each tenant at a due time. Twice by one key is once. @throws MembersRefused */
export const askedFor = ({ name, fansOut, data }: Schedule, dueAt: Date): { readonly data: Readonly<Record<string, unknown>>; readonly key: string } => ({
  data: fansOut.write(data(dueAt)),
  key: `${name} ${dueAt.toISOString()}`,
});

/**
 * A due time is kept, not missed, up to a minute late: it is noticed after it has come, by a worker that may be busy with another
 * schedule just then, or in the middle of being replaced by a newer one.
 */
const GRACE_MS = 60_000;

/** Whether a due time is still to be kept, at a moment after it. */
export const isToBeKept = ({ missed }: Schedule, dueAt: Date, now: Date): boolean =>
  missed === 'catch up' || now.getTime() - dueAt.getTime() <= GRACE_MS;
