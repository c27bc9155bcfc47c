import { sql } from 'slonik';
import { z } from 'zod';
import { InvoicePdfRegister, type NumberedPdf } from '../../../application/invoicing/ports/invoice-pdf-register.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceNotFound, PdfNotRendered } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresInvoicePdfRegister extends InvoicePdfRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async find(tenant: TenantContext, invoiceId: InvoiceId): Promise<NumberedPdf> {
    const row = await this.db.maybeOne(tenant, named('invoicing.find-invoice-pdf', sql.type(pdfRow)`
      select invoice.number, pdf.bytes, pdf.version
      from invoicing.invoice
      left join invoicing.invoice_pdf pdf
        on pdf.tenant_id = invoice.tenant_id and pdf.invoice_id = invoice.id and (pdf.shows = 'void') = (invoice.status = 'void')
      where invoice.tenant_id = ${tenant.tenantId} and invoice.id = ${invoiceId}
    `));
    if (row === null) throw new InvoiceNotFound();
    const { number, bytes, version } = row;
    if (number === null || bytes === null || version === null) throw new PdfNotRendered();
    return { number, bytes: Uint8Array.from(bytes), version };
  }
}

const pdfRow = z.object({ number: z.string().nullable(), bytes: z.instanceof(Uint8Array).nullable(), version: z.number().nullable() });
