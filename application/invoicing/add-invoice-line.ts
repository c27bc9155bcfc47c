import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { Charge } from '../../domain/invoicing/invoice-line.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { enteredLines } from './entered-lines.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type AddInvoiceLineCommand = { readonly invoiceId: InvoiceId; readonly version: number; readonly line: Charge };

/** Adds a line to a draft, behind the others. */
export class AddInvoiceLine {
  static readonly needs = 'invoicing:invoices:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invoiceId, version, line }: AddInvoiceLineCommand): Promise<InvoiceDetails> {
    const now = this.clock.now();
    return this.work.run(tenant, async ({ invoices }) => {
      const draft = await invoices.draft(tenant, invoiceId, version);
      return detailsOf(await invoices.save(tenant, draft.addLines(enteredLines([line], this.ids), now)));
    });
  }
}
