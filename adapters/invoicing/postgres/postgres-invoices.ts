import { ForeignKeyIntegrityConstraintViolationError, sql } from 'slonik';
import { z } from 'zod';
import { Invoices } from '../../../application/invoicing/ports/invoices.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { Invoice } from '../../../domain/invoicing/invoice.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { CustomerUnknown, InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { currencies } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { lineRows, linesOf, rowsOf } from './invoice-lines.js';

export class PostgresInvoices extends Invoices {
  constructor(private readonly db: Queries) {
    super();
  }

  override async get(tenant: TenantContext, invoiceId: InvoiceId): Promise<Invoice> {
    const row = await this.db.maybeOne(tenant, named('invoicing.get-invoice', sql.type(invoiceRow)`
      select customer_id, currency, lines, note, due_at, number, issued_at, created_at, version
      from invoicing.invoice
      where tenant_id = ${tenant.tenantId} and id = ${invoiceId}
    `));
    if (row === null) throw new InvoiceNotFound();
    return Invoice.restore({
      id: invoiceId,
      tenantId: tenant.tenantId,
      customerId: row.customer_id as CustomerId,
      currency: row.currency,
      lines: linesOf(row.lines, row.currency),
      note: row.note,
      dueAt: row.due_at,
      issued: row.number === null || row.issued_at === null ? null : { number: row.number, at: row.issued_at },
      createdAt: row.created_at,
      version: row.version,
    });
  }

  override async save(tenant: TenantContext, invoice: Invoice): Promise<Invoice> {
    const { state, events } = invoice;
    if (state.tenantId !== tenant.tenantId) throw new InvoiceNotFound();
    const stored = await this.db
      .maybeOne(tenant, named('invoicing.save-invoice', sql.type(storedRow)`
        with announced as (${outboxed(tenant, { type: 'invoicing.invoice', id: state.id }, events)})
        insert into invoicing.invoice as stored (
          tenant_id, id, customer_id, status, currency, lines, total_minor, note, due_at, number, issued_at, created_at, version
        )
        values (
          ${tenant.tenantId}, ${state.id}, ${state.customerId}, ${invoice.status}, ${state.currency}, ${sql.jsonb(rowsOf(state.lines))},
          ${invoice.total.minorUnits}, ${state.note}, ${state.dueAt?.toISOString() ?? null}, ${state.issued?.number ?? null},
          ${state.issued?.at.toISOString() ?? null}, ${state.createdAt.toISOString()}, ${state.version + 1}
        )
        on conflict (tenant_id, id) do update
        set status = excluded.status, lines = excluded.lines, total_minor = excluded.total_minor, note = excluded.note,
            due_at = excluded.due_at, number = excluded.number, issued_at = excluded.issued_at, version = excluded.version
        where stored.tenant_id = ${tenant.tenantId} and stored.version = ${state.version}
        returning version
      `))
      .catch((error: unknown) => {
        throw error instanceof ForeignKeyIntegrityConstraintViolationError ? new CustomerUnknown() : error;
      });
    if (stored === null) throw new OutdatedVersion();
    return Invoice.restore({ ...state, version: stored.version });
  }
}

const storedRow = z.object({ version: z.number() });

const invoiceRow = z.object({
  customer_id: z.string(),
  currency: z.enum(currencies),
  lines: lineRows,
  note: z.string().nullable(),
  due_at: z.date().nullable(),
  number: z.string().nullable(),
  issued_at: z.date().nullable(),
  created_at: z.date(),
  version: z.number(),
});
