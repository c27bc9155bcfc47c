import { documentNumber, series } from '../../domain/invoicing/document-number.js';
import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';
import type { PaymentTerms } from './ports/payment-terms.js';

export type IssueInvoiceCommand = { readonly invoiceId: InvoiceId; readonly version: number };

/** Turns a draft into a numbered invoice that can no longer change: one of those that the plan includes a month. */
export class IssueInvoice {
  static readonly needs = 'invoicing:invoices:issue';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
    private readonly terms: PaymentTerms,
  ) {}

  async execute(tenant: TenantContext, { invoiceId, version }: IssueInvoiceCommand): Promise<InvoiceDetails> {
    const daysToPay = await this.terms.daysToPay(tenant);
    return this.work.run(tenant, async ({ invoices, numbers, allowance }) => {
      const draft = await invoices.draft(tenant, invoiceId, version);
      draft.assertIssuable(this.clock.now());
      await allowance.takeInvoice(tenant);
      const now = this.clock.now(); // from here on others wait, so that the later number is issued later
      const year = now.getUTCFullYear();
      const number = documentNumber(series.invoice, year, await numbers.next(tenant, series.invoice, year));
      return detailsOf(await invoices.save(tenant, draft.issue(number, now, daysToPay)));
    });
  }
}
