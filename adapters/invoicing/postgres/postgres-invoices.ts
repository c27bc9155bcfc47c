import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { Invoices } from '../../../application/invoicing/ports/invoices.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { asDraft, asIssued, type Invoice, invoiceStatuses } from '../../../domain/invoicing/invoice.js';
import { InvoiceDraft } from '../../../domain/invoicing/invoice-draft.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { CustomerArchived, CustomerUnknown, InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { IssuedInvoice } from '../../../domain/invoicing/issued-invoice.js';
import { VoidedInvoice } from '../../../domain/invoicing/voided-invoice.js';
import { currencies, Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { columnsOf } from './invoice-columns.js';
import { issuedLinesOf, lineRows, linesOf, rowsOf } from './invoice-lines.js';

export class PostgresInvoices extends Invoices {
  constructor(private readonly db: Queries) {
    super();
  }

  /** The row's lock lasts until the work that asked for it is kept or undone. */
  override async get(tenant: TenantContext, invoiceId: InvoiceId): Promise<Invoice> {
    const row = await this.db.maybeOne(tenant, named('invoicing.get-invoice', sql.type(invoiceRow)`
      select id, customer_id, status, currency, lines, note, due_at, number, issued_at, paid_minor, credited_minor, paid_at,
             overdue_since, voided_at, void_reason, created_at, version
      from invoicing.invoice
      where tenant_id = ${tenant.tenantId} and id = ${invoiceId}
      for no key update
    `));
    if (row === null) throw new InvoiceNotFound();
    return invoiceOf(tenant, row);
  }

  override async draft(tenant: TenantContext, invoiceId: InvoiceId, version: number): Promise<InvoiceDraft> {
    return asDraft(seenIn(version, await this.get(tenant, invoiceId)));
  }

  override async issued(tenant: TenantContext, invoiceId: InvoiceId, version?: number): Promise<IssuedInvoice> {
    return asIssued(seenIn(version, await this.get(tenant, invoiceId)));
  }

  /** The rows are locked in the order of the list, so that of two who ask at once one waits for the other, and sees what is left. */
  override async late(tenant: TenantContext, asOf: Date, limit: number): Promise<readonly IssuedInvoice[]> {
    const rows = await this.db.any(tenant, named('invoicing.late-invoices', sql.type(invoiceRow)`
      select id, customer_id, status, currency, lines, note, due_at, number, issued_at, paid_minor, credited_minor, paid_at,
             overdue_since, voided_at, void_reason, created_at, version
      from invoicing.invoice
      where tenant_id = ${tenant.tenantId} and status = 'issued' and overdue_since is null and due_at < ${asOf.toISOString()}
      order by due_at, id
      limit ${limit}
      for no key update
    `));
    return rows.map((row) => asIssued(invoiceOf(tenant, row)));
  }

  override async save(tenant: TenantContext, invoice: Invoice): Promise<Invoice> {
    if (invoice.state.tenantId !== tenant.tenantId) throw new InvoiceNotFound();
    await (invoice instanceof InvoiceDraft && invoice.state.version === 0 ? this.insert(tenant, invoice) : this.update(tenant, invoice));
    return invoice.stored();
  }

  private async insert(tenant: TenantContext, { state, status, amounts, events }: InvoiceDraft): Promise<void> {
    const { id, customerId, currency, lines, note, dueAt, createdAt } = state;
    const inserted = await this.db
      .execute(tenant, named('invoicing.insert-invoice', sql.type(noRow)`
        with announced as (${outboxed(tenant, { type: 'invoicing.invoice', id }, events)})
        insert into invoicing.invoice (
          tenant_id, id, customer_id, status, currency, lines, total_minor, note, due_at, created_at, version
        )
        select ${tenant.tenantId}, ${id}, ${customerId}, ${status}, ${currency}, ${sql.jsonb(rowsOf(lines))}, ${amounts.total.minorUnits},
               ${note}, ${dueAt?.toISOString() ?? null}, ${createdAt.toISOString()}, 1
        where exists (
          select from invoicing.customer where tenant_id = ${tenant.tenantId} and id = ${customerId} and archived_at is null
        )
      `))
      .catch((error: unknown) => {
        throw error instanceof UniqueIntegrityConstraintViolationError && error.constraint === 'invoice_pkey' ? new OutdatedVersion() : error;
      });
    if (inserted === 0) throw (await this.knowsCustomer(tenant, customerId)) ? new CustomerArchived() : new CustomerUnknown();
  }

  private async knowsCustomer(tenant: TenantContext, customerId: CustomerId): Promise<boolean> {
    const row = await this.db.maybeOne(tenant, named('invoicing.knows-customer', sql.type(noRow)`
      select from invoicing.customer where tenant_id = ${tenant.tenantId} and id = ${customerId}
    `));
    return row !== null;
  }

  private async update(tenant: TenantContext, invoice: Invoice): Promise<void> {
    const { state: { id, version }, events } = invoice;
    const column = columnsOf(invoice);
    const updated = await this.db.execute(tenant, named('invoicing.update-invoice', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'invoicing.invoice', id }, events)})
      update invoicing.invoice
      set status = ${column.status}, lines = ${sql.jsonb(column.lines)}, total_minor = ${column.totalMinor}, note = ${column.note},
          due_at = ${column.dueAt}, number = ${column.number}, issued_at = ${column.issuedAt}, paid_minor = ${column.paidMinor},
          credited_minor = ${column.creditedMinor}, paid_at = ${column.paidAt}, overdue_since = ${column.overdueSince},
          voided_at = ${column.voidedAt}, void_reason = ${column.voidReason}, version = ${version + 1}
      where tenant_id = ${tenant.tenantId} and id = ${id} and version = ${version}
    `));
    if (updated === 0) throw new OutdatedVersion();
  }
}

const noRow = z.object({});

const invoiceRow = z.object({
  id: z.string(),
  customer_id: z.string(),
  status: z.enum(invoiceStatuses),
  currency: z.enum(currencies),
  lines: lineRows,
  note: z.string().nullable(),
  due_at: z.date().nullable(),
  number: z.string().nullable(),
  issued_at: z.date().nullable(),
  paid_minor: z.bigint(),
  credited_minor: z.bigint(),
  paid_at: z.date().nullable(),
  overdue_since: z.date().nullable(),
  voided_at: z.date().nullable(),
  void_reason: z.string().nullable(),
  created_at: z.date(),
  version: z.number(),
});

/** @throws OutdatedVersion when it is not the version that was seen. */
function seenIn(version: number | undefined, invoice: Invoice): Invoice {
  if (version !== undefined && invoice.state.version !== version) throw new OutdatedVersion();
  return invoice;
}

function invoiceOf({ tenantId }: TenantContext, row: z.infer<typeof invoiceRow>): Invoice {
  const { currency, note, due_at: dueAt, number, issued_at: issuedAt, created_at: createdAt, version } = row;
  const common = { id: row.id as InvoiceId, tenantId, customerId: row.customer_id as CustomerId, currency, note, createdAt, version };
  if (number === null || issuedAt === null || dueAt === null) return InvoiceDraft.restore({ ...common, lines: linesOf(row.lines, currency), dueAt });
  const numbered = { ...common, number, issuedAt, dueAt };
  if (row.voided_at !== null && row.void_reason !== null) {
    return VoidedInvoice.restore({ ...numbered, lines: linesOf(row.lines, currency), voidedAt: row.voided_at, reason: row.void_reason });
  }
  return IssuedInvoice.restore({
    ...numbered,
    lines: issuedLinesOf(row.lines, currency),
    paid: Money.of(row.paid_minor, currency),
    credited: Money.of(row.credited_minor, currency),
    paidAt: row.paid_at,
    overdueSince: row.overdue_since,
  });
}
