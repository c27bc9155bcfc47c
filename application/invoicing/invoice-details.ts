import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import type { Invoice, InvoiceStatus } from '../../domain/invoicing/invoice.js';
import { InvoiceDraft } from '../../domain/invoicing/invoice-draft.js';
import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import { type Amounts, type Price, pricedOf } from '../../domain/invoicing/invoice-line.js';
import { IssuedInvoice, type IssuedLine } from '../../domain/invoicing/issued-invoice.js';
import { VoidedInvoice } from '../../domain/invoicing/voided-invoice.js';
import { Money } from '../../domain/shared/money.js';

/** An invoice in brief. */
export type InvoiceSummary = {
  readonly id: InvoiceId;
  readonly customerId: CustomerId;
  readonly status: InvoiceStatus;
  readonly number: string | null;
  readonly total: Money;
  /** What is left to be paid of what is issued: nothing of a draft, nor of what is void. */
  readonly balance: Money;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
};

/** An invoice as a list shows it at a moment. */
export type ListedInvoice = InvoiceSummary & {
  /** Something is left to be paid, and should have been by then. */
  readonly overdue: boolean;
};

/** An invoice as its reader sees it: what its version stands for, and so nothing that changes as time goes by. */
export type InvoiceDetails = InvoiceSummary &
  Amounts & {
    readonly lines: readonly (IssuedLine & Price)[];
    readonly paid: Money;
    readonly credited: Money;
    readonly note: string | null;
    readonly issuedAt: Date | null;
    readonly paidAt: Date | null;
    /** Since when it has been known to be late. */
    readonly overdueSince: Date | null;
    readonly voidedAt: Date | null;
    readonly voidReason: string | null;
    readonly version: number;
  };

/** What a list shows of it at a moment. */
export const listed = (invoice: InvoiceSummary, now: Date): ListedInvoice => {
  const { status, dueAt } = invoice;
  return { ...invoice, overdue: status === 'issued' && dueAt !== null && dueAt < now };
};

/** What a reader would see of this invoice. */
export function detailsOf(invoice: Invoice): InvoiceDetails {
  const { status, amounts, state: { id, customerId, currency, note, dueAt, createdAt, version } } = invoice;
  const lines = pricedOf(invoice.state.lines.map((line) => ({ credited: 0n, ...line })));
  const nothing = Money.zero(currency);
  const issued = invoice instanceof IssuedInvoice ? invoice.state : null;
  const voided = invoice instanceof VoidedInvoice ? invoice.state : null;
  return {
    id, customerId, status, number: invoice instanceof InvoiceDraft ? null : invoice.state.number,
    ...amounts, balance: invoice instanceof IssuedInvoice ? invoice.balance : nothing,
    dueAt, createdAt, lines,
    paid: issued?.paid ?? nothing, credited: issued?.credited ?? nothing, note,
    issuedAt: invoice instanceof InvoiceDraft ? null : invoice.state.issuedAt, paidAt: issued?.paidAt ?? null,
    overdueSince: issued?.overdueSince ?? null, voidedAt: voided?.voidedAt ?? null, voidReason: voided?.reason ?? null, version,
  };
}
