import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import { Payment, type PaymentMethod, type PaymentState } from '../../domain/invoicing/payment.js';
import { PaymentId } from '../../domain/invoicing/payment-id.js';
import type { Money } from '../../domain/shared/money.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type RecordPaymentCommand = {
  readonly invoiceId: InvoiceId;
  readonly amount: Money;
  readonly receivedAt: Date;
  readonly method: PaymentMethod | null;
  readonly reference: string | null;
};

/** Records what a customer paid of an invoice: all that is left, or a part of it. */
export class RecordPayment {
  static readonly needs = 'invoicing:payments:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { invoiceId, amount, receivedAt, method, reference }: RecordPaymentCommand): Promise<PaymentState> {
    const { tenantId } = tenant;
    const id = PaymentId.from(this.ids.next());
    const { state } = await this.work.run(tenant, async ({ invoices, payments }) => {
      const invoice = await invoices.issued(tenant, invoiceId);
      const now = this.clock.now();
      await invoices.save(tenant, invoice.pay(amount, now));
      return payments.save(tenant, Payment.record({ id, tenantId, invoiceId, amount, receivedAt, method, reference, createdAt: now }));
    });
    return state;
  }
}
