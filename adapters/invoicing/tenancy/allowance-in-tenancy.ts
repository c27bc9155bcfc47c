import { Allowance } from '../../../application/invoicing/ports/allowance.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { PlanAllowances } from '../../../application/tenancy/published.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Customers and invoices, as tenancy counts them in the same transaction. */
export class AllowanceInTenancy extends Allowance {
  constructor(
    private readonly allowances: PlanAllowances,
    private readonly transaction: OpenTransaction,
  ) {
    super();
  }

  override takeCustomer(tenant: TenantContext): Promise<void> {
    return this.allowances.take(tenant, 'customers', this.transaction);
  }

  override giveBackCustomer(tenant: TenantContext): Promise<void> {
    return this.allowances.giveBack(tenant, 'customers', this.transaction);
  }

  override takeInvoice(tenant: TenantContext): Promise<void> {
    return this.allowances.take(tenant, 'invoicesPerMonth', this.transaction);
  }
}
