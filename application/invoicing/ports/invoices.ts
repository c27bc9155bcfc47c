import type { Invoice } from '../../../domain/invoicing/invoice.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's invoices, to be changed. What one tenant stores, no other tenant can see. */
export abstract class Invoices {
  /** @throws InvoiceNotFound, also when the invoice belongs to another tenant. */
  abstract get(tenant: TenantContext, invoiceId: InvoiceId): Promise<Invoice>;

  /**
   * Stores the invoice and its events as one. @returns it as stored.
   * @throws OutdatedVersion when it moved meanwhile, CustomerUnknown when the tenant has no such customer,
   * InvoiceNotFound when it is another tenant's.
   */
  abstract save(tenant: TenantContext, invoice: Invoice): Promise<Invoice>;
}
