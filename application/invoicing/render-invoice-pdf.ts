import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { documentOf } from './invoice-document.js';
import type { CustomerRegister } from './ports/customer-register.js';
import type { InvoicePrinter } from './ports/invoice-printer.js';
import type { InvoiceRegister } from './ports/invoice-register.js';
import type { InvoicingScope } from './ports/invoicing-work.js';
import type { Sellers } from './ports/sellers.js';

export type RenderInvoicePdfCommand = { readonly invoiceId: InvoiceId; readonly signal?: AbortSignal };

/** Makes the PDF of an invoice as it is now, and keeps it. Takes a while: to be asked for where nobody waits. */
export class RenderInvoicePdf {
  static readonly needs = 'invoicing:invoices:read';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly invoices: InvoiceRegister,
    private readonly customers: CustomerRegister,
    private readonly sellers: Sellers,
    private readonly printer: InvoicePrinter,
    private readonly clock: Clock,
  ) {}

  /** @throws InvoiceNotFound, InvoiceNotIssued, Unavailable, or the signal's reason */
  async execute(tenant: TenantContext, { invoiceId, signal }: RenderInvoicePdfCommand): Promise<{ readonly invoiceId: InvoiceId }> {
    const [invoice, seller] = await Promise.all([this.invoices.find(tenant, invoiceId), this.sellers.nameOf(tenant)]);
    const customer = await this.customers.find(tenant, invoice.customerId);
    const bytes = await this.printer.print(documentOf(invoice, customer, seller), signal);
    const pdf = { invoiceId, invoiceVersion: invoice.version, shows: invoice.status === 'void' ? 'void' : 'issued', bytes, renderedAt: this.clock.now() } as const;
    await this.work.run(tenant, ({ pdfs }) => pdfs.put(tenant, pdf));
    return { invoiceId };
  }
}
