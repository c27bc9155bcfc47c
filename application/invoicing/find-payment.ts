import type { PaymentState } from '../../domain/invoicing/payment.js';
import type { PaymentId } from '../../domain/invoicing/payment-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { PaymentRegister } from './ports/payment-register.js';

/** Shows one payment. */
export class FindPayment {
  static readonly needs = 'invoicing:payments:read';

  constructor(private readonly register: PaymentRegister) {}

  execute(tenant: TenantContext, { paymentId }: { readonly paymentId: PaymentId }): Promise<PaymentState> {
    return this.register.find(tenant, paymentId);
  }
}
