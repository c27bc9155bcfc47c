import { z } from 'zod';
import { CreditNote, type CreditedLine } from '../../../domain/invoicing/credit-note.js';
import type { CreditNoteId } from '../../../domain/invoicing/credit-note-id.js';
import type { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import type { InvoiceLineId } from '../../../domain/invoicing/invoice-line-id.js';
import type { Percentage } from '../../../domain/invoicing/percentage.js';
import { currencies, Money } from '../../../domain/shared/money.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

const lineRows = z.array(
  z.object({ lineId: z.string(), description: z.string(), quantity: z.string(), taxRate: z.number(), netMinor: z.string(), taxMinor: z.string() }),
);

export const creditNoteRow = z.object({
  id: z.string(),
  invoice_id: z.string(),
  customer_id: z.string(),
  number: z.string(),
  currency: z.enum(currencies),
  lines: lineRows,
  reason: z.string().nullable(),
  created_at: z.date(),
});

export const creditRowsOf = (lines: readonly CreditedLine[]): z.infer<typeof lineRows> =>
  lines.map(({ lineId, description, quantity, taxRate, net, tax }) => ({
    lineId,
    description,
    quantity: quantity.toString(),
    taxRate,
    netMinor: net.minorUnits.toString(),
    taxMinor: tax.minorUnits.toString(),
  }));

export const creditNoteOf = ({ tenantId }: TenantContext, row: z.infer<typeof creditNoteRow>): CreditNote =>
  CreditNote.restore({
    id: row.id as CreditNoteId,
    tenantId,
    invoiceId: row.invoice_id as InvoiceId,
    customerId: row.customer_id as CustomerId,
    number: row.number,
    currency: row.currency,
    lines: row.lines.map(({ lineId, description, quantity, taxRate, netMinor, taxMinor }) => ({
      lineId: lineId as InvoiceLineId,
      description,
      quantity: BigInt(quantity),
      taxRate: taxRate as Percentage,
      net: Money.of(BigInt(netMinor), row.currency),
      tax: Money.of(BigInt(taxMinor), row.currency),
    })),
    reason: row.reason,
    createdAt: row.created_at,
  });
