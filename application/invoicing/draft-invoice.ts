import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import { InvoiceDraft } from '../../domain/invoicing/invoice-draft.js';
import { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { Charge } from '../../domain/invoicing/invoice-line.js';
import type { Currency } from '../../domain/shared/money.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { enteredLines } from './entered-lines.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type DraftInvoiceCommand = {
  readonly customerId: CustomerId;
  readonly currency: Currency;
  readonly lines: readonly Charge[];
  readonly note: string | null;
  readonly dueAt: Date | null;
};

/** Starts an invoice that can still be changed. */
export class DraftInvoice {
  static readonly needs = 'invoicing:invoices:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { customerId, currency, lines, note, dueAt }: DraftInvoiceCommand): Promise<InvoiceDetails> {
    const { tenantId } = tenant;
    const [id, createdAt] = [InvoiceId.from(this.ids.next()), this.clock.now()];
    const draft = InvoiceDraft.start({ id, tenantId, customerId, currency, lines: enteredLines(lines, this.ids), note, dueAt, createdAt });
    return detailsOf(await this.work.run(tenant, ({ invoices }) => invoices.save(tenant, draft)));
  }
}
