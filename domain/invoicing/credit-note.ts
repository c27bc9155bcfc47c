import type { Currency } from '../shared/money.js';
import type { TenantId } from '../shared/tenant-context.js';
import type { CreditNoteEvent } from './credit-note-events.js';
import type { CreditNoteId } from './credit-note-id.js';
import type { CustomerId } from './customer-id.js';
import type { InvoiceId } from './invoice-id.js';
import { amountsOf, type Amounts, type Price } from './invoice-line.js';
import type { InvoiceLineId } from './invoice-line-id.js';
import type { Percentage } from './percentage.js';

/** So many of a line of the invoice, and what they come to. */
export type CreditedLine = Price & {
  readonly lineId: InvoiceLineId;
  readonly description: string;
  readonly quantity: bigint;
  readonly taxRate: Percentage;
};

export type CreditNoteState = {
  readonly id: CreditNoteId;
  readonly tenantId: TenantId;
  readonly invoiceId: InvoiceId;
  readonly customerId: CustomerId;
  readonly number: string;
  readonly currency: Currency;
  readonly lines: readonly CreditedLine[];
  readonly reason: string | null;
  readonly createdAt: Date;
};

/** What a tenant takes back of an invoice. It has its number at once, and never changes. */
export class CreditNote {
  private constructor(
    readonly state: CreditNoteState,
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly CreditNoteEvent[],
  ) {}

  static issue(state: CreditNoteState): CreditNote {
    const { id: creditNoteId, tenantId, invoiceId, number, createdAt: occurredAt } = state;
    const note = new CreditNote(state, []);
    const { total } = note.amounts;
    return new CreditNote(state, [{ type: 'invoicing.credit-note-issued', tenantId, creditNoteId, invoiceId, number, total, occurredAt }]);
  }

  /** Back from storage: nothing has happened yet. */
  static restore(state: CreditNoteState): CreditNote {
    return new CreditNote(state, []);
  }

  get amounts(): Amounts {
    return amountsOf(this.state.lines, this.state.currency);
  }
}
