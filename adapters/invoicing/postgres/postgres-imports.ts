import { type FragmentSqlToken, sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { type Documents, type IdRange, Imports } from '../../../application/invoicing/ports/imports.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import type { CreditNote } from '../../../domain/invoicing/credit-note.js';
import type { Customer } from '../../../domain/invoicing/customer.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { Invoice } from '../../../domain/invoicing/invoice.js';
import { InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { Payment } from '../../../domain/invoicing/payment.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named, type Statement } from '../../shared/postgres/statement.js';
import { creditRowsOf } from './credit-note-row.js';
import { columnsOf } from './invoice-columns.js';

/** Hundreds of rows by one statement: they travel as one JSON, which PostgreSQL takes apart. */
export class PostgresImports extends Imports {
  constructor(private readonly db: Queries) {
    super();
  }

  override async countCustomers(tenant: TenantContext, { first, last }: IdRange): Promise<number> {
    const { count } = await this.db.one(tenant, named('invoicing.count-customers', sql.type(countRow)`
      select count(*)::integer as count from invoicing.customer where tenant_id = ${tenant.tenantId} and id between ${first} and ${last}
    `));
    return count;
  }

  override async archivedCustomers(tenant: TenantContext, { first, last }: IdRange): Promise<readonly CustomerId[]> {
    const rows = await this.db.any(tenant, named('invoicing.archived-customers', sql.type(idRow)`
      select id from invoicing.customer where tenant_id = ${tenant.tenantId} and archived and id between ${first} and ${last}
    `));
    return rows.map(({ id }) => id as CustomerId);
  }

  override async countInvoices(tenant: TenantContext, { first, last }: IdRange): Promise<number> {
    const { count } = await this.db.one(tenant, named('invoicing.count-invoices', sql.type(countRow)`
      select count(*)::integer as count from invoicing.invoice where tenant_id = ${tenant.tenantId} and id between ${first} and ${last}
    `));
    return count;
  }

  override async add(tenant: TenantContext, { customers = [], invoices = [], payments = [], creditNotes = [] }: Documents): Promise<void> {
    if ([...customers, ...invoices, ...payments, ...creditNotes].some(({ state }) => state.tenantId !== tenant.tenantId)) throw new InvoiceNotFound();
    if (customers.length > 0) await this.insert(tenant, this.ofCustomers(tenant, customers));
    if (invoices.length > 0) await this.insert(tenant, this.ofInvoices(tenant, invoices));
    if (payments.length > 0) await this.insert(tenant, this.ofPayments(tenant, payments));
    if (creditNotes.length > 0) await this.insert(tenant, this.ofCreditNotes(tenant, creditNotes));
  }

  private async insert(tenant: TenantContext, statement: Statement<unknown>): Promise<void> {
    await this.db.execute(tenant, statement).catch((error: unknown) => {
      throw error instanceof UniqueIntegrityConstraintViolationError ? new OutdatedVersion() : error;
    });
  }

  private ofCustomers({ tenantId }: TenantContext, customers: readonly Customer[]): Statement<unknown> {
    const rows = customers.map(({ state: { id, name, reference, email, archivedAt, createdAt } }) => ({
      id, name, reference, email, archived_at: archivedAt, created_at: createdAt,
    }));
    return named('invoicing.import-customers', sql.type(noRow)`
      insert into invoicing.customer (tenant_id, id, name, reference, email, archived_at, created_at, version)
      select ${tenantId}, id, name, reference, email, archived_at, created_at, 1
      from jsonb_to_recordset(${json(rows)}) as given (
        id uuid, name text, reference text, email text, archived_at timestamptz, created_at timestamptz
      )
    `);
  }

  private ofInvoices({ tenantId }: TenantContext, invoices: readonly Invoice[]): Statement<unknown> {
    const rows = invoices.map((invoice) => {
      const { id, customerId, currency, createdAt } = invoice.state;
      const { totalMinor, dueAt, issuedAt, paidMinor, creditedMinor, paidAt, overdueSince, voidedAt, voidReason, ...same } = columnsOf(invoice);
      return {
        ...same, id, customer_id: customerId, currency, created_at: createdAt, total_minor: totalMinor, due_at: dueAt, issued_at: issuedAt,
        paid_minor: paidMinor, credited_minor: creditedMinor, paid_at: paidAt, overdue_since: overdueSince, voided_at: voidedAt,
        void_reason: voidReason,
      };
    });
    return named('invoicing.import-invoices', sql.type(noRow)`
      insert into invoicing.invoice (
        tenant_id, id, customer_id, currency, created_at, version, status, lines, total_minor, note, due_at, number, issued_at,
        paid_minor, credited_minor, paid_at, overdue_since, voided_at, void_reason
      )
      select ${tenantId}, id, customer_id, currency, created_at, 1, status, lines, total_minor, note, due_at, number, issued_at,
             paid_minor, credited_minor, paid_at, overdue_since, voided_at, void_reason
      from jsonb_to_recordset(${json(rows)}) as given (
        id uuid, customer_id uuid, currency text, created_at timestamptz, status text, lines jsonb, total_minor bigint, note text,
        due_at timestamptz, number text, issued_at timestamptz, paid_minor bigint, credited_minor bigint, paid_at timestamptz,
        overdue_since timestamptz, voided_at timestamptz, void_reason text
      )
    `);
  }

  private ofPayments({ tenantId }: TenantContext, payments: readonly Payment[]): Statement<unknown> {
    const rows = payments.map(({ state: { id, invoiceId, amount, receivedAt, method, reference, reversed, createdAt } }) => ({
      id, invoice_id: invoiceId, currency: amount.currency, amount_minor: amount.minorUnits, received_at: receivedAt, method, reference,
      reversed_at: reversed?.at ?? null, reversal_reason: reversed?.reason ?? null, created_at: createdAt,
    }));
    return named('invoicing.import-payments', sql.type(noRow)`
      insert into invoicing.payment (
        tenant_id, id, invoice_id, currency, amount_minor, received_at, method, reference, reversed_at, reversal_reason, created_at, version
      )
      select ${tenantId}, id, invoice_id, currency, amount_minor, received_at, method, reference, reversed_at, reversal_reason, created_at, 1
      from jsonb_to_recordset(${json(rows)}) as given (
        id uuid, invoice_id uuid, currency text, amount_minor bigint, received_at timestamptz, method text, reference text,
        reversed_at timestamptz, reversal_reason text, created_at timestamptz
      )
    `);
  }

  private ofCreditNotes({ tenantId }: TenantContext, notes: readonly CreditNote[]): Statement<unknown> {
    const rows = notes.map(({ state: { id, invoiceId, customerId, number, currency, lines, reason, createdAt } }) => ({
      id, invoice_id: invoiceId, customer_id: customerId, number, currency, lines: creditRowsOf(lines), reason, created_at: createdAt,
    }));
    return named('invoicing.import-credit-notes', sql.type(noRow)`
      insert into invoicing.credit_note (tenant_id, id, invoice_id, customer_id, number, currency, lines, reason, created_at)
      select ${tenantId}, id, invoice_id, customer_id, number, currency, lines, reason, created_at
      from jsonb_to_recordset(${json(rows)}) as given (
        id uuid, invoice_id uuid, customer_id uuid, number text, currency text, lines jsonb, reason text, created_at timestamptz
      )
    `);
  }
}

/** Whole numbers as texts, for JSON's own lose digits. */
const json = (rows: readonly object[]): FragmentSqlToken =>
  sql.fragment`${JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}::jsonb`;

const noRow = z.object({});
const idRow = z.object({ id: z.string() });
const countRow = z.object({ count: z.number() });
