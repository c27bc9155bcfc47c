import { ForeignKeyIntegrityConstraintViolationError, sql } from 'slonik';
import { z } from 'zod';
import { type InvoicePdf, InvoicePdfs } from '../../../application/invoicing/ports/invoice-pdfs.js';
import { InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresInvoicePdfs extends InvoicePdfs {
  constructor(private readonly db: Queries) {
    super();
  }

  override async put(tenant: TenantContext, { invoiceId, invoiceVersion, shows, bytes, renderedAt }: InvoicePdf): Promise<void> {
    await this.db
      .execute(tenant, named('invoicing.put-invoice-pdf', sql.type(noRow)`
        insert into invoicing.invoice_pdf as pdf (tenant_id, invoice_id, invoice_version, shows, bytes, rendered_at, version)
        values (${tenant.tenantId}, ${invoiceId}, ${invoiceVersion}, ${shows}, ${sql.binary(Buffer.from(bytes))}, ${renderedAt.toISOString()}, 1)
        on conflict (tenant_id, invoice_id) do update
        set invoice_version = excluded.invoice_version, shows = excluded.shows, bytes = excluded.bytes, rendered_at = excluded.rendered_at,
            version = pdf.version + 1
        where pdf.invoice_version <= excluded.invoice_version and (pdf.shows, pdf.bytes) <> (excluded.shows, excluded.bytes)
      `))
      .catch((error: unknown) => {
        throw error instanceof ForeignKeyIntegrityConstraintViolationError ? new InvoiceNotFound() : error;
      });
  }
}

const noRow = z.object({});
