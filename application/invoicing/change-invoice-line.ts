import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { Charge } from '../../domain/invoicing/invoice-line.js';
import type { InvoiceLineId } from '../../domain/invoicing/invoice-line-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type ChangeInvoiceLineCommand = {
  readonly invoiceId: InvoiceId;
  readonly lineId: InvoiceLineId;
  readonly version: number;
  readonly change: Partial<Charge>;
};

/** Changes a line of a draft. What is absent stays as it is. */
export class ChangeInvoiceLine {
  static readonly needs = 'invoicing:invoices:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invoiceId, lineId, version, change }: ChangeInvoiceLineCommand): Promise<InvoiceDetails> {
    const now = this.clock.now();
    return this.work.run(tenant, async ({ invoices }) => {
      const draft = await invoices.draft(tenant, invoiceId, version);
      return detailsOf(await invoices.save(tenant, draft.changeLine(lineId, change, now)));
    });
  }
}
