import type { Invoice } from '../../../domain/invoicing/invoice.js';
import { InvoiceDraft } from '../../../domain/invoicing/invoice-draft.js';
import { IssuedInvoice } from '../../../domain/invoicing/issued-invoice.js';
import { VoidedInvoice } from '../../../domain/invoicing/voided-invoice.js';
import { rowsOf } from './invoice-lines.js';

/** What may change of a row. */
export function columnsOf(invoice: Invoice) {
  const { status, amounts, state: { lines, note, dueAt } } = invoice;
  const numbered = invoice instanceof InvoiceDraft ? null : invoice.state;
  const issued = invoice instanceof IssuedInvoice ? invoice.state : null;
  const voided = invoice instanceof VoidedInvoice ? invoice.state : null;
  return {
    status,
    lines: rowsOf(lines),
    totalMinor: amounts.total.minorUnits,
    note,
    dueAt: dueAt?.toISOString() ?? null,
    number: numbered?.number ?? null,
    issuedAt: numbered?.issuedAt.toISOString() ?? null,
    paidMinor: issued?.paid.minorUnits ?? 0n,
    creditedMinor: issued?.credited.minorUnits ?? 0n,
    paidAt: issued?.paidAt?.toISOString() ?? null,
    overdueSince: issued?.overdueSince?.toISOString() ?? null,
    voidedAt: voided?.voidedAt.toISOString() ?? null,
    voidReason: voided?.reason ?? null,
  };
}
