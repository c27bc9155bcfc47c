import type { TenantId } from '../../domain/shared/tenant-context.js';
import { planLimits, type Plan, type PlanLimits } from '../../domain/tenancy/plan.js';
import type { Slug } from '../../domain/tenancy/slug.js';
import type { TenantState } from '../../domain/tenancy/tenant.js';

/** A tenant as its people see it. */
export type TenantDetails = {
  readonly id: TenantId;
  readonly slug: Slug;
  readonly name: string;
  readonly plan: Plan;
  readonly limits: PlanLimits;
  readonly createdAt: Date;
  readonly version: number;
};

export const detailsOf = (state: TenantState): TenantDetails => ({ ...state, limits: planLimits[state.plan] });
