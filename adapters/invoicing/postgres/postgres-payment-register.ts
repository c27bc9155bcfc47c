import { sql } from 'slonik';
import { type PaymentQuery, PaymentRegister } from '../../../application/invoicing/ports/payment-register.js';
import type { Page } from '../../../application/shared/page.js';
import { PaymentNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import type { PaymentState } from '../../../domain/invoicing/payment.js';
import type { PaymentId } from '../../../domain/invoicing/payment-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { after, pageOf } from '../../shared/postgres/paging.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { paymentOf, paymentRow } from './payment-row.js';

export class PostgresPaymentRegister extends PaymentRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async find(tenant: TenantContext, paymentId: PaymentId): Promise<PaymentState> {
    const row = await this.db.maybeOne(tenant, named('invoicing.find-payment', sql.type(paymentRow)`
      select id, invoice_id, currency, amount_minor, received_at, method, reference, reversed_at, reversal_reason, created_at, version
      from invoicing.payment
      where tenant_id = ${tenant.tenantId} and id = ${paymentId}
    `));
    if (row === null) throw new PaymentNotFound();
    return paymentOf(tenant, row);
  }

  override async list(tenant: TenantContext, query: PaymentQuery): Promise<Page<PaymentState>> {
    const rows = await this.db.any(tenant, named('invoicing.list-payments', sql.type(paymentRow)`
      select id, invoice_id, currency, amount_minor, received_at, method, reference, reversed_at, reversal_reason, created_at, version
      from invoicing.payment
      where tenant_id = ${tenant.tenantId}
        and ${query.invoiceId === undefined ? sql.fragment`true` : sql.fragment`invoice_id = ${query.invoiceId}`}
        and ${after(query.after, sql.fragment`created_at`, sql.fragment`timestamptz`, true)}
      order by created_at desc, id desc
      limit ${query.limit + 1}
    `));
    return pageOf(rows, query, (row) => paymentOf(tenant, row), (row) => ({ id: row.id, key: row.created_at.toISOString() }));
  }
}
