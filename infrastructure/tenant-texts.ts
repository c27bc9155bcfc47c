import type { TenantRecord } from '../application/tenancy/tenant-record.js';
import { planLimits } from '../domain/tenancy/plan.js';

const WIDTHS = [40, 9, 10, 10];

const row = (...cells: readonly string[]): string => `${cells.map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0)).join('  ').trimEnd()}\n`;
const day = (date: Date): string => date.toISOString().slice(0, 10);

/** The head of a list of tenants. */
export const listHead = row('SLUG', 'STATUS', 'PLAN', 'FOUNDED', 'NAME');

/** A line of it. A page fits under another: widths are the same in all. */
export const listRow = ({ slug, status, plan, createdAt, name }: TenantRecord): string => row(slug, status, plan, day(createdAt), name);

/** All that an operator may know of a tenant. */
export function card({ id, slug, name, plan, status, suspension, closesAt, closedAt, createdAt }: TenantRecord): string {
  const lines: readonly (readonly [label: string, text: string | null])[] = [
    ['Slug', slug],
    ['Name', name],
    ['Id', id],
    ['Status', status],
    ['Suspended', suspension && `${suspension.since.toISOString()}${suspension.reason === null ? '' : `: ${suspension.reason}`}`],
    ['Can be closed', closesAt && `from ${closesAt.toISOString()}`],
    ['Closed', closedAt?.toISOString() ?? null],
    ['Plan', `${plan}: ${included(plan)}`],
    ['Founded', createdAt.toISOString()],
  ];
  return lines.flatMap(([label, text]) => (text === null ? [] : [`${label.padEnd(13)}  ${text}\n`])).join('');
}

const included = (plan: TenantRecord['plan']): string => {
  const { members, customers, invoicesPerMonth } = planLimits[plan];
  return [[members, 'members'], [customers, 'customers'], [invoicesPerMonth, 'invoices per month']]
    .map(([limit, what]) => `${limit === null ? 'any number of' : String(limit)} ${String(what)}`)
    .join(', ');
};

const EVERYWHERE = 'This counts within two seconds, wherever the tenant is served.';

/** What has been done, for whoever did it. */
export const done = {
  suspend: ({ slug }: TenantRecord) => `${slug} is suspended: its people can sign in and see that, and do nothing else. ${EVERYWHERE}\n`,
  resume: ({ slug, status, closesAt }: TenantRecord) =>
    `${slug} is ${status === 'closing' && closesAt !== null ? `closing again, as its owner had asked: from ${day(closesAt)} on it can be closed` : 'active again'}. ${EVERYWHERE}\n`,
  plan: ({ slug, plan }: TenantRecord) => `${slug} has the plan ${plan}: ${included(plan)}. What it has beyond that stays.\n`,
  close: ({ slug }: TenantRecord) => `${slug} is closed, for good: nobody can sign in to it. Its slug stays taken.\n`,
};
