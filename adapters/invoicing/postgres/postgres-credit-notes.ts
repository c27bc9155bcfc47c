import { sql } from 'slonik';
import { z } from 'zod';
import { CreditNotes } from '../../../application/invoicing/ports/credit-notes.js';
import type { CreditNote } from '../../../domain/invoicing/credit-note.js';
import { InvoiceNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { creditRowsOf } from './credit-note-row.js';

export class PostgresCreditNotes extends CreditNotes {
  constructor(private readonly db: Queries) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: CreditNote): Promise<void> {
    const { id, tenantId, invoiceId, customerId, number, currency, lines, reason, createdAt } = state;
    if (tenantId !== tenant.tenantId) throw new InvoiceNotFound();
    await this.db.execute(tenant, named('invoicing.add-credit-note', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'invoicing.credit-note', id }, events)})
      insert into invoicing.credit_note (tenant_id, id, invoice_id, customer_id, number, currency, lines, reason, created_at)
      values (
        ${tenant.tenantId}, ${id}, ${invoiceId}, ${customerId}, ${number}, ${currency}, ${sql.jsonb(creditRowsOf(lines))}, ${reason},
        ${createdAt.toISOString()}
      )
    `));
  }
}

const noRow = z.object({});
