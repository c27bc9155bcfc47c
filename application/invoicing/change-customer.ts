import type { CustomerChange, CustomerState } from '../../domain/invoicing/customer.js';
import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type ChangeCustomerCommand = { readonly customerId: CustomerId; readonly version: number; readonly change: CustomerChange };

/** Changes a customer, as seen in the version that is named. */
export class ChangeCustomer {
  static readonly needs = 'invoicing:customers:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { customerId, version, change }: ChangeCustomerCommand): Promise<CustomerState> {
    const { state } = await this.work.run(tenant, async ({ customers }) => {
      const customer = await customers.get(tenant, customerId, version);
      const changed = customer.change(change, this.clock.now());
      return changed === customer ? customer : customers.save(tenant, changed);
    });
    return state;
  }
}
