import type { CustomerState } from '../../domain/invoicing/customer.js';
import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type RestoreCustomerCommand = { readonly customerId: CustomerId; readonly version: number };

/** Gets a customer back from the archive, for which the plan needs a place. Once more changes nothing. */
export class RestoreCustomer {
  static readonly needs = 'invoicing:customers:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { customerId, version }: RestoreCustomerCommand): Promise<CustomerState> {
    const { state } = await this.work.run(tenant, async ({ customers, allowance }) => {
      const customer = await customers.get(tenant, customerId, version);
      if (!customer.isArchived) return customer;
      await allowance.takeCustomer(tenant);
      return customers.save(tenant, customer.unarchive(this.clock.now()));
    });
    return state;
  }
}
