import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import type { Invoice, InvoiceLine, InvoiceStatus } from '../../domain/invoicing/invoice.js';
import type { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import type { Money } from '../../domain/shared/money.js';

/** An invoice as a list shows it. */
export type InvoiceSummary = {
  readonly id: InvoiceId;
  readonly customerId: CustomerId;
  readonly status: InvoiceStatus;
  readonly number: string | null;
  readonly total: Money;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
};

/** An invoice as its reader sees it. */
export type InvoiceDetails = InvoiceSummary & {
  readonly lines: readonly InvoiceLine[];
  readonly note: string | null;
  readonly issuedAt: Date | null;
  readonly version: number;
};

/** What a reader would see of this invoice. */
export function detailsOf({ state, status, total }: Invoice): InvoiceDetails {
  const { id, customerId, lines, note, dueAt, createdAt, version, issued } = state;
  return {
    id, customerId, status, number: issued?.number ?? null, total, dueAt, createdAt, lines, note, issuedAt: issued?.at ?? null, version,
  };
}
