import type { Customer } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/**
 * A tenant's customers, to be changed. What one tenant stores, no other tenant can see. Whoever asks for a customer that somebody
 * else has asked for waits until that work is kept or undone, and sees what came of it.
 */
export abstract class Customers {
  /**
   * The customer as seen in the version that is named. @throws CustomerNotFound, also when it is another tenant's;
   * OutdatedVersion when it has moved since.
   */
  abstract get(tenant: TenantContext, customerId: CustomerId, version: number): Promise<Customer>;

  /**
   * Stores the customer and its events as one. @returns it as stored.
   * @throws OutdatedVersion when it moved meanwhile, CustomerNotFound when it is another tenant's.
   */
  abstract save(tenant: TenantContext, customer: Customer): Promise<Customer>;
}
