import type { DomainEvent } from '../shared/domain-event.js';
import type { Money } from '../shared/money.js';
import type { InvoiceId } from './invoice-id.js';
import type { PaymentId } from './payment-id.js';

export type PaymentRecorded = DomainEvent & {
  readonly type: 'invoicing.payment-recorded';
  readonly paymentId: PaymentId;
  readonly invoiceId: InvoiceId;
  readonly amount: Money;
};

export type PaymentReversed = DomainEvent & {
  readonly type: 'invoicing.payment-reversed';
  readonly paymentId: PaymentId;
  readonly invoiceId: InvoiceId;
  readonly amount: Money;
  readonly reason: string;
};

export type PaymentEvent = PaymentRecorded | PaymentReversed;
