import type { Payment } from '../../../domain/invoicing/payment.js';
import type { PaymentId } from '../../../domain/invoicing/payment-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/**
 * A tenant's payments, to be changed. What one tenant stores, no other tenant can see. Whoever asks for a payment that somebody
 * else has asked for waits until that work is kept or undone, and sees what came of it.
 */
export abstract class Payments {
  /**
   * The payment as seen in the version that is named. @throws PaymentNotFound, also when it is another tenant's;
   * OutdatedVersion when it has moved since.
   */
  abstract get(tenant: TenantContext, paymentId: PaymentId, version: number): Promise<Payment>;

  /**
   * Stores the payment and its events as one. @returns it as stored.
   * @throws OutdatedVersion when it moved meanwhile, PaymentNotFound when it is another tenant's.
   */
  abstract save(tenant: TenantContext, payment: Payment): Promise<Payment>;
}
