import { InvoiceDraft } from '../../domain/invoicing/invoice-draft.js';
import { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { enteredLines } from './entered-lines.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

/** Starts a draft like another invoice, in whatever state that is: for the same customer, not due yet. */
export class DuplicateInvoice {
  static readonly needs = 'invoicing:invoices:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invoiceId }: { readonly invoiceId: InvoiceId }): Promise<InvoiceDetails> {
    const { tenantId } = tenant;
    const [id, createdAt] = [InvoiceId.from(this.ids.next()), this.clock.now()];
    return this.work.run(tenant, async ({ invoices }) => {
      const { customerId, currency, lines, note } = (await invoices.get(tenant, invoiceId)).state;
      const draft = InvoiceDraft.start({ id, tenantId, customerId, currency, lines: enteredLines(lines, this.ids), note, dueAt: null, createdAt });
      return detailsOf(await invoices.save(tenant, draft));
    });
  }
}
