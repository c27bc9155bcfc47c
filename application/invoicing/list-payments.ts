import type { PaymentState } from '../../domain/invoicing/payment.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Page } from '../shared/page.js';
import type { PaymentQuery, PaymentRegister } from './ports/payment-register.js';

/** Lists the tenant’s payments, the last recorded first. */
export class ListPayments {
  static readonly needs = 'invoicing:payments:read';

  constructor(private readonly register: PaymentRegister) {}

  execute(tenant: TenantContext, query: PaymentQuery): Promise<Page<PaymentState>> {
    return this.register.list(tenant, query);
  }
}
