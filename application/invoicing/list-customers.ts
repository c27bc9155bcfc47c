import type { CustomerState } from '../../domain/invoicing/customer.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Page } from '../shared/page.js';
import type { CustomerQuery, CustomerRegister } from './ports/customer-register.js';

/** Lists the tenant's customers. */
export class ListCustomers {
  static readonly needs = 'invoicing:customers:read';

  constructor(private readonly register: CustomerRegister) {}

  execute(tenant: TenantContext, query: CustomerQuery): Promise<Page<CustomerState>> {
    return this.register.list(tenant, query);
  }
}
