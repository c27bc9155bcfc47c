import type { InvoiceChange } from '../../domain/invoicing/invoice.js';
import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../shared/refusals.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type ChangeInvoiceCommand = { readonly invoiceId: InvoiceId; readonly version: number; readonly change: InvoiceChange };

/** Changes a draft, as seen in the version that is named. */
export class ChangeInvoice {
  static readonly needs = 'invoicing:invoices:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invoiceId, version, change }: ChangeInvoiceCommand): Promise<InvoiceDetails> {
    return this.work.run(tenant, async ({ invoices }) => {
      const draft = await invoices.get(tenant, invoiceId);
      if (draft.state.version !== version) throw new OutdatedVersion();
      return detailsOf(await invoices.save(tenant, draft.change(change, this.clock.now())));
    });
  }
}
