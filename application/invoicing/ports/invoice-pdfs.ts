import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** An invoice's PDF, and of what it is one. */
export type InvoicePdf = {
  readonly invoiceId: InvoiceId;
  /** The version of the invoice that it shows. */
  readonly invoiceVersion: number;
  /** Whether it bears the mark of what counts for nothing. */
  readonly shows: 'issued' | 'void';
  readonly bytes: Uint8Array;
  readonly renderedAt: Date;
};

/** The PDFs of a tenant's invoices, to be replaced: one of each invoice. What one tenant stores, no other tenant can see. */
export abstract class InvoicePdfs {
  /**
   * Takes the place of what is there, and counts its version up; nothing changes when that says the same already, or shows a later version of the invoice.
   * @throws InvoiceNotFound, also when the invoice belongs to another tenant.
   */
  abstract put(tenant: TenantContext, pdf: InvoicePdf): Promise<void>;
}
