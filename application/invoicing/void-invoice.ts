import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type VoidInvoiceCommand = { readonly invoiceId: InvoiceId; readonly version: number; readonly reason: string };

/** Makes an issued invoice count for nothing. Its number stays used. */
export class VoidInvoice {
  static readonly needs = 'invoicing:invoices:void';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invoiceId, version, reason }: VoidInvoiceCommand): Promise<InvoiceDetails> {
    const now = this.clock.now();
    return this.work.run(tenant, async ({ invoices }) => {
      const invoice = await invoices.issued(tenant, invoiceId, version);
      return detailsOf(await invoices.save(tenant, invoice.void(reason, now)));
    });
  }
}
