import type { JobCard, JobCount, ParkedEvent, Some } from '../application/operations/ports/job-desk.js';
import { jobStatuses } from '../application/shared/job.js';
import type { TenantId } from '../domain/shared/tenant-context.js';

/** What the tenants of some jobs are called. */
export type Slugs = ReadonlyMap<TenantId, string>;

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ').trimEnd()}\n`).join('');
};

/** To the second, in UTC. */
const moment = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
const startsOf = ({ starts, startsAllowed }: JobCard): string => `${starts} of ${startsAllowed}`;
const statusOf = ({ status, cancelAsked }: JobCard): string => (status === 'running' && cancelAsked ? 'running, being stopped' : status);
/** A tenant that is no more is called by its id. */
const tenantOf = ({ tenantId }: JobCard, slugs: Slugs): string => slugs.get(tenantId) ?? tenantId;
/** On one line, whatever a handler has thrown. */
const reasonOf = ({ problem }: JobCard): string => (problem === null ? '' : `${problem.code}: ${problem.detail}`.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));

const MORE = 'There are more: --limit shows up to 1000, and --status, --type and --tenant fewer of them.\n';
const MORE_OF_ONE_KIND = 'There are more: --limit shows up to 1000.\n';
const UNHANDLED =
  '\nWhat waits although it came due long ago waits for a worker that handles its type. Where none does any more, discard it.\n';

/** All jobs by type and status. */
export function counts(all: readonly JobCount[]): string {
  if (all.length === 0) return 'There are no jobs.\n';
  const order = (one: JobCount, other: JobCount) =>
    one.type === other.type ? jobStatuses.indexOf(one.status) - jobStatuses.indexOf(other.status) : one.type < other.type ? -1 : 1;
  const rows = all.toSorted(order).map(({ type, status, count, firstDueAt }) => [type, status, String(count), firstDueAt === null ? '' : moment(firstDueAt)]);
  return `${table([['TYPE', 'STATUS', 'COUNT', 'FIRST DUE'], ...rows])}${all.some(({ status }) => status === 'waiting') ? UNHANDLED : ''}`;
}

export function list({ items, hasMore }: Some<JobCard>, slugs: Slugs): string {
  if (items.length === 0) return 'There are no such jobs.\n';
  const rows = items.map((job) => [job.id, tenantOf(job, slugs), job.type, statusOf(job), startsOf(job), moment(job.requestedAt), job.status === 'waiting' ? moment(job.runAt) : '']);
  return `${table([['ID', 'TENANT', 'TYPE', 'STATUS', 'STARTS', 'ASKED FOR', 'DUE'], ...rows])}${hasMore ? MORE : ''}`;
}

export function quarantine({ items, hasMore }: Some<JobCard>, slugs: Slugs): string {
  if (items.length === 0) return 'Nothing is in quarantine.\n';
  const rows = items.map((job) => [job.id, tenantOf(job, slugs), job.type, startsOf(job), moment(job.requestedAt), reasonOf(job)]);
  return `${table([['ID', 'TENANT', 'TYPE', 'STARTS', 'ASKED FOR', 'REASON'], ...rows])}${hasMore ? MORE_OF_ONE_KIND : ''}`;
}

export function parked({ items, hasMore }: Some<ParkedEvent>, slugs: Slugs): string {
  if (items.length === 0) return 'No event is parked.\n';
  const rows = items.map(({ job, holdsUp }) => [job.id, tenantOf(job, slugs), job.type, String(holdsUp), moment(job.requestedAt), reasonOf(job)]);
  return `${table([['ID', 'TENANT', 'SUBSCRIPTION', 'HOLDS UP', 'HEARD', 'REASON'], ...rows])}${hasMore ? MORE_OF_ONE_KIND : ''}`;
}

/** All that an operator may know of a job. */
export function card(job: JobCard, slugs: Slugs): string {
  const { id, type, sequence, isRequested, runAt, progress, result, requestedAt, finishedAt, data } = job;
  const lines: readonly (readonly [label: string, text: string | null])[] = [
    ['Id', id],
    ['Type', type],
    ['Tenant', tenantOf(job, slugs)],
    ['Asked for by', isRequested ? 'somebody of the tenant' : 'the platform'],
    ['Asked for', moment(requestedAt)],
    ['Status', statusOf(job)],
    ['Due', job.status === 'waiting' ? moment(runAt) : null],
    ['Starts', startsOf(job)],
    ['Progress', job.status === 'running' ? `${Math.round(progress * 100)} %` : null],
    ['Problem', job.problem === null ? null : reasonOf(job)],
    ['Result', result?.location ?? null],
    ['Ended', finishedAt && moment(finishedAt)],
    ['Sequence', sequence],
    ['Carries', JSON.stringify(data)],
  ];
  return lines.flatMap(([label, text]) => (text === null ? [] : [`${label.padEnd(12)}  ${text}\n`])).join('');
}

/** What has been done, for whoever did it. */
export const done = {
  retry: ({ type, startsAllowed, sequence }: JobCard) =>
    `The job (${type}) is started again as soon as its tenant's turn comes, up to ${startsAllowed} times${sequence === null ? '' : '; what is behind it waits for it'}.\n`,
  discard: ({ type, sequence }: JobCard) => `The job (${type}) is cancelled, for good${sequence === null ? '' : '; what is behind it goes on'}.\n`,
};

export const dashboardLink = (link: string): string => `${link}\n\nGood for an hour, for whoever has it. It shows what is being started; what was asked for, and failed, \`npm run jobs\` shows.\n`;
