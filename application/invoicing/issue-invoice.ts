import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import { invoiceNumber } from '../../domain/invoicing/invoice-number.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../shared/refusals.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type IssueInvoiceCommand = { readonly invoiceId: InvoiceId; readonly version: number };

/** Turns a draft into a numbered invoice that can no longer change. */
export class IssueInvoice {
  static readonly needs = 'invoicing:invoices:issue';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invoiceId, version }: IssueInvoiceCommand): Promise<InvoiceDetails> {
    return this.work.run(tenant, async ({ invoices, numbers }) => {
      const draft = await invoices.get(tenant, invoiceId);
      if (draft.state.version !== version) throw new OutdatedVersion();
      draft.assertIssuable();
      const at = this.clock.now();
      const year = at.getUTCFullYear();
      const number = invoiceNumber(year, await numbers.next(tenant, year));
      return detailsOf(await invoices.save(tenant, draft.issue(number, at)));
    });
  }
}
