import { Customer, type CustomerState } from '../../domain/invoicing/customer.js';
import { CustomerId } from '../../domain/invoicing/customer-id.js';
import type { EmailAddress } from '../../domain/shared/email-address.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type AddCustomerCommand = { readonly name: string; readonly reference: string | null; readonly email: EmailAddress | null };

/** Enters somebody in the tenant’s list of customers: one of the places of its plan. */
export class AddCustomer {
  static readonly needs = 'invoicing:customers:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { name, reference, email }: AddCustomerCommand): Promise<CustomerState> {
    const { tenantId } = tenant;
    const customer = Customer.add({ id: CustomerId.from(this.ids.next()), tenantId, name, reference, email, createdAt: this.clock.now() });
    const { state } = await this.work.run(tenant, async ({ customers, allowance }) => {
      await allowance.takeCustomer(tenant);
      return customers.save(tenant, customer);
    });
    return state;
  }
}
