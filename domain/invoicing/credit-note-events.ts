import type { DomainEvent } from '../shared/domain-event.js';
import type { Money } from '../shared/money.js';
import type { CreditNoteId } from './credit-note-id.js';
import type { InvoiceId } from './invoice-id.js';

export type CreditNoteEvent = DomainEvent & {
  readonly type: 'invoicing.credit-note-issued';
  readonly creditNoteId: CreditNoteId;
  readonly invoiceId: InvoiceId;
  readonly number: string;
  readonly total: Money;
};
