import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** How many members the tenant's plan includes, counted in the transaction in which somebody becomes one, or stops being one. */
export abstract class Allowance {
  /** Of two who take the last place, one gets it. @throws PlanLimitReached */
  abstract takeMember(tenant: TenantContext): Promise<void>;

  abstract giveBackMember(tenant: TenantContext): Promise<void>;
}
