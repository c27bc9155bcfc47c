import type { Invoice } from '../../../domain/invoicing/invoice.js';
import type { InvoiceDraft } from '../../../domain/invoicing/invoice-draft.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { IssuedInvoice } from '../../../domain/invoicing/issued-invoice.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/**
 * A tenant's invoices, to be changed. What one tenant stores, no other tenant can see. Whoever asks for an invoice that
 * somebody else has asked for waits until that work is kept or undone, and sees what came of it.
 */
export abstract class Invoices {
  /** In whatever state. @throws InvoiceNotFound, also when the invoice belongs to another tenant. */
  abstract get(tenant: TenantContext, invoiceId: InvoiceId): Promise<Invoice>;

  /** A draft as seen in the version that is named. @throws InvoiceNotFound, OutdatedVersion, InvoiceAlreadyIssued */
  abstract draft(tenant: TenantContext, invoiceId: InvoiceId, version: number): Promise<InvoiceDraft>;

  /** An issued invoice, in the version that is named, if one is. @throws InvoiceNotFound, OutdatedVersion, InvoiceNotIssued, InvoiceIsVoid */
  abstract issued(tenant: TenantContext, invoiceId: InvoiceId, version?: number): Promise<IssuedInvoice>;

  /**
   * Issued invoices that are late as of a moment and not known to be, those that were due first, so many at most. None is passed over
   * because somebody else has asked for it.
   */
  abstract late(tenant: TenantContext, asOf: Date, limit: number): Promise<readonly IssuedInvoice[]>;

  /**
   * Stores the invoice and its events as one; what is new is a draft. @returns it as stored.
   * @throws OutdatedVersion when it moved meanwhile; InvoiceNotFound when it is another tenant's; when it is new,
   * CustomerUnknown when the tenant has no such customer, CustomerArchived when they get no new invoices.
   */
  abstract save(tenant: TenantContext, invoice: Invoice): Promise<Invoice>;
}
