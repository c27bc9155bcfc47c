import type { SystemContext } from '../../domain/shared/system-context.js';
import type { Standing, TenantContext, TenantId } from '../../domain/shared/tenant-context.js';
import { plans } from '../../domain/tenancy/plan.js';
import { type PublicEvent, publishedEvent } from '../shared/job-handling.js';
import { instant, text } from '../shared/json-members.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';

const needs = 'tenancy:tenant:read';
const occurredAt = instant;

export const tenantFounded = publishedEvent('tenancy.tenant-founded', { occurredAt });
export const tenantClosed = publishedEvent('tenancy.tenant-closed', { occurredAt });
export const tenantRenamed = publishedEvent('tenancy.tenant-renamed', { name: text, occurredAt }, { needs, means: 'The tenant has another name' });
export const planChanged = publishedEvent('tenancy.plan-changed', { from: text, to: text, occurredAt }, { needs, means: 'The tenant has another plan' });
export const tenantSuspended = publishedEvent('tenancy.tenant-suspended', { occurredAt }, { needs, means: 'An operator suspended the tenant' });
export const tenantResumed = publishedEvent('tenancy.tenant-resumed', { occurredAt }, { needs, means: 'The tenant is no longer suspended' });
export const closureRequested = publishedEvent('tenancy.closure-requested', { closesAt: instant, occurredAt }, { needs, means: 'An owner asked to close the tenant' });
export const tenantReopened = publishedEvent('tenancy.tenant-reopened', { occurredAt }, { needs, means: 'An owner took that back' });

/** What a tenant's people may see of what happens to it. */
export const tenancyEvents: readonly PublicEvent[] = [
  tenantRenamed,
  planChanged,
  tenantSuspended,
  tenantResumed,
  closureRequested,
  tenantReopened,
];

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

/** The plans that there are, in their order. */
export const planNames: readonly string[] = plans;

/** How tenants stand with the platform. */
export abstract class TenantStandings {
  /** A second ago at most. A tenant that nobody knows is closed. */
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
