import type { SystemContext } from '../../domain/shared/system-context.js';
import type { Standing, TenantContext, TenantId } from '../../domain/shared/tenant-context.js';
import { publishedEvent } from '../shared/job-handling.js';
import { instant } from '../shared/json-members.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';

const occurredAt = instant;

export const tenantFounded = publishedEvent('tenancy.tenant-founded', { occurredAt });
export const tenantRenamed = publishedEvent('tenancy.tenant-renamed', { occurredAt });
export const planChanged = publishedEvent('tenancy.plan-changed', { occurredAt });
export const tenantSuspended = publishedEvent('tenancy.tenant-suspended', { occurredAt });
export const tenantResumed = publishedEvent('tenancy.tenant-resumed', { occurredAt });
export const closureRequested = publishedEvent('tenancy.closure-requested', { occurredAt });
export const tenantReopened = publishedEvent('tenancy.tenant-reopened', { occurredAt });
export const tenantClosed = publishedEvent('tenancy.tenant-closed', { occurredAt });

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
