import type { CustomerState } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';

/** What customers can be listed by; a minus turns it round. Ties are broken by id. */
export const customerSorts = ['-createdAt', 'createdAt', 'name', '-name'] as const;
export type CustomerSort = (typeof customerSorts)[number];

export type CustomerQuery = PageRequest & { readonly sort: CustomerSort };

/** A tenant's customers, to be read: each question costs one round trip. */
export abstract class CustomerRegister {
  /** @throws CustomerNotFound, also when the customer belongs to another tenant. */
  abstract find(tenant: TenantContext, customerId: CustomerId): Promise<CustomerState>;

  abstract list(tenant: TenantContext, query: CustomerQuery): Promise<Page<CustomerState>>;
}
