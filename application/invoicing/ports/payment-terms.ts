import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** On which terms a tenant is paid. */
export abstract class PaymentTerms {
  /** In how many days an invoice is due that says nothing else. */
  abstract daysToPay(tenant: TenantContext): Promise<number>;
}
