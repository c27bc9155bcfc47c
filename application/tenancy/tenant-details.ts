import type { TenantId } from '../../domain/shared/tenant-context.js';
import { planLimits, type Plan, type PlanLimits } from '../../domain/tenancy/plan.js';
import type { Slug } from '../../domain/tenancy/slug.js';
import { statusOf, type TenantState, type TenantStatus } from '../../domain/tenancy/tenant.js';

/** A tenant as its people see it. */
export type TenantDetails = {
  readonly id: TenantId;
  readonly slug: Slug;
  readonly name: string;
  readonly status: TenantStatus;
  readonly closesAt: Date | null;
  readonly plan: Plan;
  readonly limits: PlanLimits;
  readonly createdAt: Date;
  readonly version: number;
};

/** What its people may know of its state. */
export function detailsOf(state: TenantState): TenantDetails {
  const { id, slug, name, closesAt, plan, createdAt, version } = state;
  return { id, slug, name, status: statusOf(state), closesAt, plan, limits: planLimits[plan], createdAt, version };
}
