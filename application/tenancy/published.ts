import type { SystemContext } from '../../domain/shared/system-context.js';
import type { Standing, TenantContext, TenantId } from '../../domain/shared/tenant-context.js';
import { type PublicEvent, publishedEvent } from '../shared/job-handling.js';
import { instant, text } from '../shared/json-members.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';

/** What other contexts may ask of tenancy. */
export abstract class TenantDirectory {
  /** Which tenant signs in under this slug; null when there is none, or it is closed. */
  abstract tenantOf(system: SystemContext, slug: string): Promise<TenantId | null>;

  /** How the tenant presents itself. */
  abstract cardOf(tenant: TenantContext): Promise<TenantCard>;
}

export type TenantCard = {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  readonly plan: string;
  readonly status: Standing | 'closed';
};

/** How tenants stand with the platform. */
export abstract class TenantStandings {
  /** At this moment. A tenant that nobody knows is closed. */
  abstract standingOf(tenant: TenantContext): Promise<Standing | 'closed'>;
}

/** What a plan limits, and is counted: active members; customers that are not archived; invoices issued in a calendar month (UTC). */
export const meters = ['members', 'customers', 'invoicesPerMonth'] as const;
export type Meter = (typeof meters)[number];

/** Counts what a plan limits, as a part of what another context does. */
export abstract class PlanAllowances {
  /** Takes one. Of two who take the last, one gets it. @throws PlanLimitReached */
  abstract take(tenant: TenantContext, meter: Meter, transaction: OpenTransaction): Promise<void>;

  /** Gives one back. */
  abstract giveBack(tenant: TenantContext, meter: Meter, transaction: OpenTransaction): Promise<void>;
}

const needs = 'tenancy:tenant:read';

/** What a tenant's people may see of what happens to it. */
export const tenancyEvents: readonly PublicEvent[] = [
  publishedEvent('tenancy.tenant-renamed', { name: text }, { needs, means: 'The tenant has another name' }),
  publishedEvent('tenancy.plan-changed', { from: text, to: text }, { needs, means: 'The tenant has another plan' }),
  publishedEvent('tenancy.tenant-suspended', {}, { needs, means: 'An operator suspended the tenant' }),
  publishedEvent('tenancy.tenant-resumed', {}, { needs, means: 'The tenant is no longer suspended' }),
  publishedEvent('tenancy.closure-requested', { closesAt: instant }, { needs, means: 'An owner asked to close the tenant' }),
  publishedEvent('tenancy.tenant-reopened', {}, { needs, means: 'An owner took that back' }),
];
