import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** What the tenant's plan includes of what is kept here, taken in the work that uses it: work that fails takes nothing. */
export abstract class Allowance {
  /** A place for a customer. @throws PlanLimitReached */
  abstract takeCustomer(tenant: TenantContext): Promise<void>;

  /** A place is free again. */
  abstract giveBackCustomer(tenant: TenantContext): Promise<void>;

  /** One of the invoices that may be issued this month. @throws PlanLimitReached */
  abstract takeInvoice(tenant: TenantContext): Promise<void>;
}
