import type { PaymentState } from '../../domain/invoicing/payment.js';
import type { PaymentId } from '../../domain/invoicing/payment-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { InvoicingScope } from './ports/invoicing-work.js';

export type ReversePaymentCommand = { readonly paymentId: PaymentId; readonly version: number; readonly reason: string };

/** Takes a payment back, as seen in the version that is named: what it paid is left to be paid again. */
export class ReversePayment {
  static readonly needs = 'invoicing:payments:write';

  constructor(
    private readonly work: UnitOfWork<InvoicingScope>,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { paymentId, version, reason }: ReversePaymentCommand): Promise<PaymentState> {
    const { state } = await this.work.run(tenant, async ({ invoices, payments }) => {
      const payment = await payments.get(tenant, paymentId, version);
      const now = this.clock.now();
      const reversed = payment.reverse(reason, now);
      const invoice = await invoices.issued(tenant, payment.state.invoiceId);
      await invoices.save(tenant, invoice.unpay(payment.state.amount, now));
      return payments.save(tenant, reversed);
    });
    return state;
  }
}
