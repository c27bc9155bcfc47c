import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { FileContent } from '../shared/file-content.js';
import type { InvoicePdfRegister } from './ports/invoice-pdf-register.js';

/** Hands out an invoice's PDF. */
export class ReadInvoicePdf {
  static readonly needs = 'invoicing:invoices:read';

  constructor(private readonly register: InvoicePdfRegister) {}

  async execute(tenant: TenantContext, { invoiceId }: { readonly invoiceId: InvoiceId }): Promise<FileContent> {
    const { number, bytes, version } = await this.register.find(tenant, invoiceId);
    return { bytes, fileName: `${number}.pdf`, version };
  }
}
