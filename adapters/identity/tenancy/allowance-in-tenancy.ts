import { Allowance } from '../../../application/identity/ports/allowance.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { PlanAllowances } from '../../../application/tenancy/published.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Places for members, as tenancy counts them in the same transaction. */
export class AllowanceInTenancy extends Allowance {
  constructor(
    private readonly allowances: PlanAllowances,
    private readonly transaction: OpenTransaction,
  ) {
    super();
  }

  override takeMember(tenant: TenantContext): Promise<void> {
    return this.allowances.take(tenant, 'members', this.transaction);
  }

  override giveBackMember(tenant: TenantContext): Promise<void> {
    return this.allowances.giveBack(tenant, 'members', this.transaction);
  }
}
