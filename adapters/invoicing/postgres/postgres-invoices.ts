import { ForeignKeyIntegrityConstraintViolationError, sql, UniqueIntegrityConstraintViolationError } from 'slonik';
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
    const { state } = invoice;
    if (state.tenantId !== tenant.tenantId) throw new InvoiceNotFound();
    await (state.version === 0 ? this.insert(tenant, invoice) : this.update(tenant, invoice));
    return Invoice.restore({ ...state, version: state.version + 1 });
  }

  private async insert(tenant: TenantContext, { state, status, total, events }: Invoice): Promise<void> {
    await this.db
      .execute(tenant, named('invoicing.insert-invoice', sql.type(noRow)`
        with announced as (${outboxed(tenant, { type: 'invoicing.invoice', id: state.id }, events)})
        insert into invoicing.invoice (
          tenant_id, id, customer_id, status, currency, lines, total_minor, note, due_at, number, issued_at, created_at, version
        )
        values (
          ${tenant.tenantId}, ${state.id}, ${state.customerId}, ${status}, ${state.currency}, ${sql.jsonb(rowsOf(state.lines))},
          ${total.minorUnits}, ${state.note}, ${state.dueAt?.toISOString() ?? null}, ${state.issued?.number ?? null},
          ${state.issued?.at.toISOString() ?? null}, ${state.createdAt.toISOString()}, 1
        )
      `))
      .catch((error: unknown) => {
        if (error instanceof ForeignKeyIntegrityConstraintViolationError) throw new CustomerUnknown();
        throw error instanceof UniqueIntegrityConstraintViolationError && error.constraint === 'invoice_pkey' ? new OutdatedVersion() : error;
      });
  }

  private async update(tenant: TenantContext, { state, status, total, events }: Invoice): Promise<void> {
    const updated = await this.db.execute(tenant, named('invoicing.update-invoice', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'invoicing.invoice', id: state.id }, events)})
      update invoicing.invoice
      set status = ${status}, lines = ${sql.jsonb(rowsOf(state.lines))}, total_minor = ${total.minorUnits}, note = ${state.note},
          due_at = ${state.dueAt?.toISOString() ?? null}, number = ${state.issued?.number ?? null},
          issued_at = ${state.issued?.at.toISOString() ?? null}, version = ${state.version + 1}
      where tenant_id = ${tenant.tenantId} and id = ${state.id} and version = ${state.version}
    `));
    if (updated === 0) throw new OutdatedVersion();
  }
}

const noRow = z.object({});

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
