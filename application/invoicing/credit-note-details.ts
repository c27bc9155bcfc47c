import type { CreditNote, CreditNoteState } from '../../domain/invoicing/credit-note.js';
import type { Amounts } from '../../domain/invoicing/invoice-line.js';

/** A credit note as its reader sees it. */
export type CreditNoteDetails = Omit<CreditNoteState, 'tenantId' | 'currency'> & Amounts & { readonly version: number };

/** What a reader would see of this credit note. It never changes, so that there is one version. */
export function creditNoteDetailsOf({ state, amounts }: CreditNote): CreditNoteDetails {
  const { id, invoiceId, customerId, number, lines, reason, createdAt } = state;
  return { id, invoiceId, customerId, number, lines, ...amounts, reason, createdAt, version: 1 };
}
