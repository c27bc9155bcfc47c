import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { type InvoiceDetails, type InvoiceSummary, type ListedInvoice, listed } from '../../../application/invoicing/invoice-details.js';
import { type InvoiceQuery, InvoiceRegister, type InvoiceSort } from '../../../application/invoicing/ports/invoice-register.js';
import type { Page } from '../../../application/shared/page.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { type InvoiceStatus, invoiceStatuses } from '../../../domain/invoicing/invoice.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { amountsOf, pricedOf } from '../../../domain/invoicing/invoice-line.js';
import { InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { currencies, Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { after, pageOf } from '../../shared/postgres/paging.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { issuedLinesOf, lineRows } from './invoice-lines.js';

export class PostgresInvoiceRegister extends InvoiceRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async find(tenant: TenantContext, invoiceId: InvoiceId): Promise<InvoiceDetails> {
    const row = await this.db.maybeOne(tenant, named('invoicing.find-invoice', sql.type(detailsRow)`
      select id, customer_id, status, currency, total_minor, balance_minor, number, due_at, created_at, lines, paid_minor, credited_minor,
             note, issued_at, paid_at, overdue_since, voided_at, void_reason, version
      from invoicing.invoice
      where tenant_id = ${tenant.tenantId} and id = ${invoiceId}
    `));
    if (row === null) throw new InvoiceNotFound();
    const { currency, note, issued_at: issuedAt, paid_at: paidAt, overdue_since: overdueSince, voided_at: voidedAt, void_reason: voidReason, version } = row;
    const lines = pricedOf(issuedLinesOf(row.lines, currency));
    const [paid, credited] = [Money.of(row.paid_minor, currency), Money.of(row.credited_minor, currency)];
    return {
      ...summaryOf(row), ...amountsOf(lines, currency), lines, paid, credited, note, issuedAt, paidAt, overdueSince, voidedAt, voidReason, version,
    };
  }

  override async list(tenant: TenantContext, query: InvoiceQuery, now: Date): Promise<Page<ListedInvoice>> {
    const { status, customerId, overdue, createdAfter, createdBefore } = query;
    // PostgreSQL does not see that this is nothing, and looks through all there is
    if (createdAfter !== undefined && createdBefore !== undefined && createdAfter >= createdBefore) return { items: [], next: null };
    const { column, type, of } = keys[query.sort.replace('-', '') as Key];
    const descending = query.sort.startsWith('-');
    const direction = descending ? sql.fragment`desc` : sql.fragment`asc`;
    const rows = await this.db.any(tenant, named('invoicing.list-invoices', sql.type(summaryRow)`
      select id, customer_id, status, currency, total_minor, balance_minor, number, due_at, created_at
      from invoicing.invoice
      where tenant_id = ${tenant.tenantId}
        and ${status === undefined ? sql.fragment`true` : ofStatus[status]}
        and ${customerId === undefined ? sql.fragment`true` : sql.fragment`customer_id = ${customerId}`}
        and ${overdue === undefined ? sql.fragment`true` : whichIsLate(overdue, now)}
        and ${createdAfter === undefined ? sql.fragment`true` : sql.fragment`created_at > ${createdAfter.toISOString()}`}
        and ${createdBefore === undefined ? sql.fragment`true` : sql.fragment`created_at < ${createdBefore.toISOString()}`}
        and ${after(query.after, column, type, descending)}
      order by ${column} ${direction}, id ${direction}
      limit ${query.limit + 1}
    `));
    return pageOf(rows, query, (row) => listed(summaryOf(row), now), (row) => ({ id: row.id, key: of(row) }));
  }
}

/** Written out, so that an index on some of them can serve. */
const ofStatus: Readonly<Record<InvoiceStatus, FragmentSqlToken>> = {
  draft: sql.fragment`status = 'draft'`,
  issued: sql.fragment`status = 'issued'`,
  paid: sql.fragment`status = 'paid'`,
  void: sql.fragment`status = 'void'`,
};

const whichIsLate = (late: boolean, now: Date): FragmentSqlToken =>
  late
    ? sql.fragment`status = 'issued' and due_key < ${now.toISOString()}`
    : sql.fragment`(status <> 'issued' or due_key >= ${now.toISOString()})`;

type Key = InvoiceSort extends infer Sort ? (Sort extends `-${infer Name}` ? Name : Sort) : never;
type Keyed = { readonly column: FragmentSqlToken; readonly type: FragmentSqlToken; readonly of: (row: SummaryRow) => string };

const keys: Readonly<Record<Key, Keyed>> = {
  createdAt: { column: sql.fragment`created_at`, type: sql.fragment`timestamptz`, of: (row) => row.created_at.toISOString() },
  total: { column: sql.fragment`total_minor`, type: sql.fragment`bigint`, of: (row) => row.total_minor.toString() },
  dueAt: { column: sql.fragment`due_key`, type: sql.fragment`timestamptz`, of: (row) => row.due_at?.toISOString() ?? 'infinity' },
};

const summaryRow = z.object({
  id: z.string(),
  customer_id: z.string(),
  status: z.enum(invoiceStatuses),
  currency: z.enum(currencies),
  total_minor: z.bigint(),
  balance_minor: z.bigint(),
  number: z.string().nullable(),
  due_at: z.date().nullable(),
  created_at: z.date(),
});
type SummaryRow = z.infer<typeof summaryRow>;

const detailsRow = summaryRow.extend({
  lines: lineRows,
  paid_minor: z.bigint(),
  credited_minor: z.bigint(),
  note: z.string().nullable(),
  issued_at: z.date().nullable(),
  paid_at: z.date().nullable(),
  overdue_since: z.date().nullable(),
  voided_at: z.date().nullable(),
  void_reason: z.string().nullable(),
  version: z.number(),
});

const summaryOf = (row: SummaryRow): InvoiceSummary => ({
  id: row.id as InvoiceId,
  customerId: row.customer_id as CustomerId,
  status: row.status,
  number: row.number,
  total: Money.of(row.total_minor, row.currency),
  balance: Money.of(row.balance_minor, row.currency),
  dueAt: row.due_at,
  createdAt: row.created_at,
});
