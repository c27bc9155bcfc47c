import { PaymentTerms } from '../../../application/invoicing/ports/payment-terms.js';
import { daysToPay } from '../../../application/invoicing/settings.js';
import type { EffectiveSettings } from '../../../application/settings/published.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** The terms, as they are set. */
export class PaymentTermsFromSettings extends PaymentTerms {
  constructor(private readonly settings: EffectiveSettings) {
    super();
  }

  override daysToPay(tenant: TenantContext): Promise<number> {
    return this.settings.valueOf(tenant, daysToPay);
  }
}
