import { z } from 'zod';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { paymentMethods, type PaymentState } from '../../../domain/invoicing/payment.js';
import type { PaymentId } from '../../../domain/invoicing/payment-id.js';
import { currencies, Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

export const paymentRow = z.object({
  id: z.string(),
  invoice_id: z.string(),
  currency: z.enum(currencies),
  amount_minor: z.bigint(),
  received_at: z.date(),
  method: z.enum(paymentMethods).nullable(),
  reference: z.string().nullable(),
  reversed_at: z.date().nullable(),
  reversal_reason: z.string().nullable(),
  created_at: z.date(),
  version: z.number(),
});

export const paymentOf = ({ tenantId }: TenantContext, row: z.infer<typeof paymentRow>): PaymentState => ({
  id: row.id as PaymentId,
  tenantId,
  invoiceId: row.invoice_id as InvoiceId,
  amount: Money.of(row.amount_minor, row.currency),
  receivedAt: row.received_at,
  method: row.method,
  reference: row.reference,
  reversed: row.reversed_at === null || row.reversal_reason === null ? null : { at: row.reversed_at, reason: row.reversal_reason },
  createdAt: row.created_at,
  version: row.version,
});
