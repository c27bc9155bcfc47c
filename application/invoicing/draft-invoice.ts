import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import { Invoice, type InvoiceLine } from '../../domain/invoicing/invoice.js';
import { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { Currency } from '../../domain/shared/money.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { detailsOf, type InvoiceDetails } from './invoice-details.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type DraftInvoiceCommand = {
  readonly customerId: CustomerId;
  readonly currency: Currency;
  readonly lines: readonly InvoiceLine[];
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

  async execute(tenant: TenantContext, command: DraftInvoiceCommand): Promise<InvoiceDetails> {
    const { tenantId } = tenant;
    const draft = Invoice.draft({ ...command, id: InvoiceId.from(this.ids.next()), tenantId, createdAt: this.clock.now() });
    return detailsOf(await this.work.run(tenant, ({ invoices }) => invoices.save(tenant, draft)));
  }
}
