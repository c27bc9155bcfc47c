import type { CustomerState } from '../../domain/invoicing/customer.js';
import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type ArchiveCustomerCommand = { readonly customerId: CustomerId; readonly version: number };

/** Puts a customer aside: no new invoices for them, and their place of the plan is free again. Once more changes nothing. */
export class ArchiveCustomer {
  static readonly needs = 'invoicing:customers:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { customerId, version }: ArchiveCustomerCommand): Promise<CustomerState> {
    const { state } = await this.work.run(tenant, async ({ customers, allowance }) => {
      const customer = await customers.get(tenant, customerId, version);
      if (customer.isArchived) return customer;
      await allowance.giveBackCustomer(tenant);
      return customers.save(tenant, customer.archive(this.clock.now()));
    });
    return state;
  }
}
