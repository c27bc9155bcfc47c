import { type TenantPlan, TenantPlans } from '../../../application/settings/ports/tenant-plans.js';
import { planNames, type TenantDirectory } from '../../../application/tenancy/published.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Plans, as tenancy knows them. */
export class PlansFromTenancy extends TenantPlans {
  constructor(private readonly tenants: TenantDirectory) {
    super();
  }

  override async planOf(tenant: TenantContext): Promise<TenantPlan> {
    const { plan } = await this.tenants.cardOf(tenant);
    return { name: plan, at: planNames.indexOf(plan), of: planNames.length };
  }
}
