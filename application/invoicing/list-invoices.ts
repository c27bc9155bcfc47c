import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Page } from '../shared/page.js';
import type { Clock } from '../shared/ports/clock.js';
import type { ListedInvoice } from './invoice-details.js';
import type { InvoiceQuery, InvoiceRegister } from './ports/invoice-register.js';

/** Lists the tenant’s invoices. */
export class ListInvoices {
  static readonly needs = 'invoicing:invoices:read';

  constructor(
    private readonly register: InvoiceRegister,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, query: InvoiceQuery): Promise<Page<ListedInvoice>> {
    return this.register.list(tenant, query, this.clock.now());
  }
}
