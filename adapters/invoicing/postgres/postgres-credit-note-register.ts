import { sql } from 'slonik';
import { type CreditNoteDetails, creditNoteDetailsOf } from '../../../application/invoicing/credit-note-details.js';
import { type CreditNoteQuery, CreditNoteRegister } from '../../../application/invoicing/ports/credit-note-register.js';
import type { Page } from '../../../application/shared/page.js';
import type { CreditNoteId } from '../../../domain/invoicing/credit-note-id.js';
import { CreditNoteNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { after, pageOf } from '../../shared/postgres/paging.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { creditNoteOf, creditNoteRow } from './credit-note-row.js';

export class PostgresCreditNoteRegister extends CreditNoteRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async find(tenant: TenantContext, creditNoteId: CreditNoteId): Promise<CreditNoteDetails> {
    const row = await this.db.maybeOne(tenant, named('invoicing.find-credit-note', sql.type(creditNoteRow)`
      select id, invoice_id, customer_id, number, currency, lines, reason, created_at
      from invoicing.credit_note
      where tenant_id = ${tenant.tenantId} and id = ${creditNoteId}
    `));
    if (row === null) throw new CreditNoteNotFound();
    return creditNoteDetailsOf(creditNoteOf(tenant, row));
  }

  override async list(tenant: TenantContext, query: CreditNoteQuery): Promise<Page<CreditNoteDetails>> {
    const rows = await this.db.any(tenant, named('invoicing.list-credit-notes', sql.type(creditNoteRow)`
      select id, invoice_id, customer_id, number, currency, lines, reason, created_at
      from invoicing.credit_note
      where tenant_id = ${tenant.tenantId}
        and ${query.invoiceId === undefined ? sql.fragment`true` : sql.fragment`invoice_id = ${query.invoiceId}`}
        and ${after(query.after, sql.fragment`created_at`, sql.fragment`timestamptz`, true)}
      order by created_at desc, id desc
      limit ${query.limit + 1}
    `));
    return pageOf(rows, query, (row) => creditNoteDetailsOf(creditNoteOf(tenant, row)), (row) => ({ id: row.id, key: row.created_at.toISOString() }));
  }
}
