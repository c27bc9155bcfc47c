import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { InvoiceLineId } from '../../domain/invoicing/invoice-line-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type RemoveInvoiceLineCommand = { readonly invoiceId: InvoiceId; readonly lineId: InvoiceLineId; readonly version: number };

/** Removes a line from a draft. */
export class RemoveInvoiceLine {
  static readonly needs = 'invoicing:invoices:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invoiceId, lineId, version }: RemoveInvoiceLineCommand): Promise<InvoiceDetails> {
    const now = this.clock.now();
    return this.work.run(tenant, async ({ invoices }) => {
      const draft = await invoices.draft(tenant, invoiceId, version);
      return detailsOf(await invoices.save(tenant, draft.removeLine(lineId, now)));
    });
  }
}
