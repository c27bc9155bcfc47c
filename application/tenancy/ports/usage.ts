import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Plan } from '../../../domain/tenancy/plan.js';
import type { Meter } from '../published.js';

/** One counter of a tenant's: `period` is a calendar month, as in `2026-03`, or empty where none begins anew. */
export type Counter = { readonly meter: Meter; readonly period: string };

/** How much is used of each thing that a plan limits. */
export type UsedNow = Readonly<Record<Meter, number>>;

/** How much a tenant uses of what its plan limits. */
export abstract class Usage {
  /**
   * Counts one more, unless the tenant's plan includes no more by these limits: both are judged as one, so of two who
   * take the last, one gets it. Null is without limit. @returns the plan, and whether one was taken.
   */
  abstract take(
    tenant: TenantContext,
    counter: Counter,
    limits: Readonly<Record<Plan, number | null>>,
  ): Promise<{ readonly plan: Plan; readonly taken: boolean }>;

  /** Counts one less; never less than none. */
  abstract giveBack(tenant: TenantContext, counter: Counter): Promise<void>;
}
