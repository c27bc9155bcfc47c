import type { PlanPlace } from '../../../domain/settings/setting-ladder.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A plan, and its place among all that there are. */
export type TenantPlan = PlanPlace & { readonly name: string };

/** Which plan a tenant has. */
export abstract class TenantPlans {
  abstract planOf(tenant: TenantContext): Promise<TenantPlan>;
}
