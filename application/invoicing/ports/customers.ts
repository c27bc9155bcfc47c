import type { Customer } from '../../../domain/invoicing/customer.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's customers, to be changed. What one tenant stores, no other tenant can see. */
export abstract class Customers {
  /** Stores a new customer and its events as one. @returns it as stored. */
  abstract add(tenant: TenantContext, customer: Customer): Promise<Customer>;
}
