import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { PaymentState } from '../../../domain/invoicing/payment.js';
import type { PaymentId } from '../../../domain/invoicing/payment-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';

export type PaymentQuery = PageRequest & { readonly invoiceId?: InvoiceId };

/** A tenant's payments, to be read: each question costs one round trip. */
export abstract class PaymentRegister {
  /** @throws PaymentNotFound, also when the payment belongs to another tenant. */
  abstract find(tenant: TenantContext, paymentId: PaymentId): Promise<PaymentState>;

  /** The last recorded first. */
  abstract list(tenant: TenantContext, query: PaymentQuery): Promise<Page<PaymentState>>;
}
