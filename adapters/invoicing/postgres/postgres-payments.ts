import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { Payments } from '../../../application/invoicing/ports/payments.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { PaymentNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { Payment } from '../../../domain/invoicing/payment.js';
import type { PaymentId } from '../../../domain/invoicing/payment-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { paymentOf, paymentRow } from './payment-row.js';

export class PostgresPayments extends Payments {
  constructor(private readonly db: Queries) {
    super();
  }

  /** The row's lock lasts until the work that asked for it is kept or undone. */
  override async get(tenant: TenantContext, paymentId: PaymentId, version: number): Promise<Payment> {
    const row = await this.db.maybeOne(tenant, named('invoicing.get-payment', sql.type(paymentRow)`
      select id, invoice_id, currency, amount_minor, received_at, method, reference, reversed_at, reversal_reason, created_at, version
      from invoicing.payment
      where tenant_id = ${tenant.tenantId} and id = ${paymentId}
      for no key update
    `));
    if (row === null) throw new PaymentNotFound();
    if (row.version !== version) throw new OutdatedVersion();
    return Payment.restore(paymentOf(tenant, row));
  }

  override async save(tenant: TenantContext, payment: Payment): Promise<Payment> {
    if (payment.state.tenantId !== tenant.tenantId) throw new PaymentNotFound();
    await (payment.state.version === 0 ? this.insert(tenant, payment) : this.update(tenant, payment));
    return payment.stored();
  }

  private async insert(tenant: TenantContext, { state, events }: Payment): Promise<void> {
    const { id, invoiceId, amount: { currency, minorUnits }, receivedAt, method, reference, reversed, createdAt } = state;
    await this.db
      .execute(tenant, named('invoicing.insert-payment', sql.type(noRow)`
        with announced as (${outboxed(tenant, { type: 'invoicing.payment', id }, events)})
        insert into invoicing.payment (
          tenant_id, id, invoice_id, currency, amount_minor, received_at, method, reference, reversed_at, reversal_reason, created_at, version
        )
        values (
          ${tenant.tenantId}, ${id}, ${invoiceId}, ${currency}, ${minorUnits}, ${receivedAt.toISOString()}, ${method}, ${reference},
          ${reversed?.at.toISOString() ?? null}, ${reversed?.reason ?? null}, ${createdAt.toISOString()}, 1
        )
      `))
      .catch((error: unknown) => {
        throw error instanceof UniqueIntegrityConstraintViolationError ? new OutdatedVersion() : error;
      });
  }

  private async update(tenant: TenantContext, { state: { id, reversed, version }, events }: Payment): Promise<void> {
    const updated = await this.db.execute(tenant, named('invoicing.update-payment', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'invoicing.payment', id }, events)})
      update invoicing.payment
      set reversed_at = ${reversed?.at.toISOString() ?? null}, reversal_reason = ${reversed?.reason ?? null}, version = ${version + 1}
      where tenant_id = ${tenant.tenantId} and id = ${id} and version = ${version}
    `));
    if (updated === 0) throw new OutdatedVersion();
  }
}

const noRow = z.object({});
