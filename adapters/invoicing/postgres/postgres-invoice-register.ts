import { sql } from 'slonik';
import { z } from 'zod';
import type { InvoiceDetails, InvoiceSummary } from '../../../application/invoicing/invoice-details.js';
import { type InvoiceQuery, InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import type { Page } from '../../../application/shared/page.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { invoiceStatuses } from '../../../domain/invoicing/invoice.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { currencies, Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { after, pageOf } from '../../shared/postgres/paging.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { lineRows, linesOf } from './invoice-lines.js';

export class PostgresInvoiceRegister extends InvoiceRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async find(tenant: TenantContext, invoiceId: InvoiceId): Promise<InvoiceDetails> {
    const row = await this.db.maybeOne(tenant, named('invoicing.find-invoice', sql.type(detailsRow)`
      select id, customer_id, status, currency, total_minor, number, due_at, created_at, lines, note, issued_at, version
      from invoicing.invoice
      where tenant_id = ${tenant.tenantId} and id = ${invoiceId}
    `));
    if (row === null) throw new InvoiceNotFound();
    const { lines, currency, note, issued_at: issuedAt, version } = row;
    return { ...summaryOf(row), lines: linesOf(lines, currency), note, issuedAt, version };
  }

  override async list(tenant: TenantContext, query: InvoiceQuery): Promise<Page<InvoiceSummary>> {
    const { status, customerId, createdAfter, createdBefore } = query;
    // PostgreSQL does not see that this is nothing, and looks through all there is
    if (createdAfter !== undefined && createdBefore !== undefined && createdAfter >= createdBefore) return { items: [], next: null };
    const byTotal = query.sort.endsWith('total');
    const descending = query.sort.startsWith('-');
    const key = byTotal ? sql.fragment`total_minor` : sql.fragment`created_at`;
    const direction = descending ? sql.fragment`desc` : sql.fragment`asc`;
    const rows = await this.db.any(tenant, named('invoicing.list-invoices', sql.type(summaryRow)`
      select id, customer_id, status, currency, total_minor, number, due_at, created_at
      from invoicing.invoice
      where tenant_id = ${tenant.tenantId}
        and ${status === undefined ? sql.fragment`true` : sql.fragment`status = ${status}`}
        and ${customerId === undefined ? sql.fragment`true` : sql.fragment`customer_id = ${customerId}`}
        and ${createdAfter === undefined ? sql.fragment`true` : sql.fragment`created_at > ${createdAfter.toISOString()}`}
        and ${createdBefore === undefined ? sql.fragment`true` : sql.fragment`created_at < ${createdBefore.toISOString()}`}
        and ${after(query.after, key, byTotal ? sql.fragment`bigint` : sql.fragment`timestamptz`, descending)}
      order by ${key} ${direction}, id ${direction}
      limit ${query.limit + 1}
    `));
    return pageOf(rows, query, summaryOf, ({ id, total_minor, created_at }) => ({
      id,
      key: byTotal ? total_minor.toString() : created_at.toISOString(),
    }));
  }
}

const summaryRow = z.object({
  id: z.string(),
  customer_id: z.string(),
  status: z.enum(invoiceStatuses),
  currency: z.enum(currencies),
  total_minor: z.bigint(),
  number: z.string().nullable(),
  due_at: z.date().nullable(),
  created_at: z.date(),
});

const detailsRow = summaryRow.extend({
  lines: lineRows,
  note: z.string().nullable(),
  issued_at: z.date().nullable(),
  version: z.number(),
});

const summaryOf = (row: z.infer<typeof summaryRow>): InvoiceSummary => ({
  id: row.id as InvoiceId,
  customerId: row.customer_id as CustomerId,
  status: row.status,
  number: row.number,
  total: Money.of(row.total_minor, row.currency),
  dueAt: row.due_at,
  createdAt: row.created_at,
});
