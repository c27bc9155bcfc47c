import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { InvoicePdfRegister } from './ports/invoice-pdf-register.js';

/** A PDF to be handed out, and what to call it. */
export type InvoicePdfFile = { readonly bytes: Uint8Array; readonly fileName: string; readonly version: number };

/** Hands out an invoice's PDF. */
export class ReadInvoicePdf {
  static readonly needs = 'invoicing:invoices:read';

  constructor(private readonly register: InvoicePdfRegister) {}

  async execute(tenant: TenantContext, { invoiceId }: { readonly invoiceId: InvoiceId }): Promise<InvoicePdfFile> {
    const { number, bytes, version } = await this.register.find(tenant, invoiceId);
    return { bytes, fileName: `${number}.pdf`, version };
  }
}
