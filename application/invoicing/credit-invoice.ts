import { CreditNote } from '../../domain/invoicing/credit-note.js';
import { CreditNoteId } from '../../domain/invoicing/credit-note-id.js';
import { documentNumber, series } from '../../domain/invoicing/document-number.js';
import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { Credit } from '../../domain/invoicing/issued-invoice.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { type CreditNoteDetails, creditNoteDetailsOf } from './credit-note-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type CreditInvoiceCommand = {
  readonly invoiceId: InvoiceId;
  /** Null for everything that is not credited yet. */
  readonly lines: readonly Credit[] | null;
  readonly reason: string | null;
};

/** Takes back what an invoice charges for: so many of some lines, or everything that is not credited yet. */
export class CreditInvoice {
  static readonly needs = 'invoicing:credit-notes:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invoiceId, lines: credits, reason }: CreditInvoiceCommand): Promise<CreditNoteDetails> {
    const { tenantId } = tenant;
    const id = CreditNoteId.from(this.ids.next());
    return this.work.run(tenant, async ({ invoices, creditNotes, numbers }) => {
      const issued = await invoices.issued(tenant, invoiceId);
      const now = this.clock.now();
      const { invoice, lines } = issued.credit(credits, now);
      await invoices.save(tenant, invoice);
      const year = now.getUTCFullYear();
      const number = documentNumber(series.creditNote, year, await numbers.next(tenant, series.creditNote, year));
      const { customerId, currency } = invoice.state;
      const note = CreditNote.issue({ id, tenantId, invoiceId, customerId, number, currency, lines, reason, createdAt: now });
      await creditNotes.add(tenant, note);
      return creditNoteDetailsOf(note);
    });
  }
}
