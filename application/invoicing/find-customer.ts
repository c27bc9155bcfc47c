import type { CustomerState } from '../../domain/invoicing/customer.js';
import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { CustomerRegister } from './ports/customer-register.js';

/** Shows one customer. */
export class FindCustomer {
  static readonly needs = 'invoicing:customers:read';

  constructor(private readonly register: CustomerRegister) {}

  execute(tenant: TenantContext, { customerId }: { readonly customerId: CustomerId }): Promise<CustomerState> {
    return this.register.find(tenant, customerId);
  }
}
