import type { CustomerState } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';

/**
 * What customers can be listed by; a minus turns it round. Names are in the order of their code points, those that are
 * asked for by a prefix as if they were in lower case; ties in that of ids.
 */
export const customerSorts = ['-createdAt', 'createdAt', 'name', '-name'] as const;
export type CustomerSort = (typeof customerSorts)[number];

export type CustomerQuery = PageRequest & {
  readonly sort: CustomerSort;
  /** Those who are archived, or those who are not. */
  readonly archived: boolean;
  /** How the name begins, whatever its case. */
  readonly namePrefix?: string;
};

/** A tenant's customers, to be read: each question costs one round trip. */
export abstract class CustomerRegister {
  /** @throws CustomerNotFound, also when the customer belongs to another tenant. */
  abstract find(tenant: TenantContext, customerId: CustomerId): Promise<CustomerState>;

  abstract list(tenant: TenantContext, query: CustomerQuery): Promise<Page<CustomerState>>;
}
