import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { InvoiceDetails } from './invoice-details.js';
import type { InvoiceRegister } from './ports/invoice-register.js';

/** Shows one invoice with its lines. */
export class FindInvoice {
  static readonly needs = 'invoicing:invoices:read';

  constructor(private readonly register: InvoiceRegister) {}

  execute(tenant: TenantContext, { invoiceId }: { readonly invoiceId: InvoiceId }): Promise<InvoiceDetails> {
    return this.register.find(tenant, invoiceId);
  }
}
