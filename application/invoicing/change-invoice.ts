import type { InvoiceChange } from '../../domain/invoicing/invoice-draft.js';
import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { Charge } from '../../domain/invoicing/invoice-line.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { enteredLines } from './entered-lines.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type ChangeInvoiceCommand = {
  readonly invoiceId: InvoiceId;
  readonly version: number;
  readonly change: Omit<InvoiceChange, 'lines'> & { readonly lines?: readonly Charge[] };
};

/** Changes a draft, as seen in the version that is named. Lines that are named take the place of all that were there. */
export class ChangeInvoice {
  static readonly needs = 'invoicing:invoices:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invoiceId, version, change: { lines, ...change } }: ChangeInvoiceCommand): Promise<InvoiceDetails> {
    const now = this.clock.now();
    return this.work.run(tenant, async ({ invoices }) => {
      const draft = await invoices.draft(tenant, invoiceId, version);
      const entered = lines === undefined ? {} : { lines: enteredLines(lines, this.ids) };
      const changed = draft.change({ ...change, ...entered }, now);
      return detailsOf(changed === draft ? draft : await invoices.save(tenant, changed));
    });
  }
}
