import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A PDF with the number of its invoice. */
export type NumberedPdf = {
  readonly number: string;
  readonly bytes: Uint8Array;
  /** How many different ones there have been. */
  readonly version: number;
};

/** The PDFs of a tenant's invoices, to be read: each question costs one round trip. */
export abstract class InvoicePdfRegister {
  /**
   * The invoice's PDF, unless the invoice has become void and the PDF does not say so.
   * @throws InvoiceNotFound, also when the invoice belongs to another tenant; PdfNotRendered.
   */
  abstract find(tenant: TenantContext, invoiceId: InvoiceId): Promise<NumberedPdf>;
}
