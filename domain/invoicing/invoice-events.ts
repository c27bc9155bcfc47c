import type { DomainEvent } from '../shared/domain-event.js';
import type { Money } from '../shared/money.js';
import type { CustomerId } from './customer-id.js';
import type { InvoiceId } from './invoice-id.js';

export type InvoiceDrafted = DomainEvent & {
  readonly type: 'invoicing.invoice-drafted';
  readonly invoiceId: InvoiceId;
  readonly customerId: CustomerId;
};

export type InvoiceChanged = DomainEvent & { readonly type: 'invoicing.invoice-changed'; readonly invoiceId: InvoiceId };

export type InvoiceIssued = DomainEvent & {
  readonly type: 'invoicing.invoice-issued';
  readonly invoiceId: InvoiceId;
  readonly number: string;
  readonly total: Money;
  readonly dueAt: Date;
};

/** Nothing is left to be paid. */
export type InvoicePaid = DomainEvent & { readonly type: 'invoicing.invoice-paid'; readonly invoiceId: InvoiceId };

/** Something is left to be paid again: a payment was reversed. */
export type InvoiceReopened = DomainEvent & { readonly type: 'invoicing.invoice-reopened'; readonly invoiceId: InvoiceId; readonly balance: Money };

/** Something is left to be paid, and was due before. */
export type InvoiceOverdue = DomainEvent & {
  readonly type: 'invoicing.invoice-overdue';
  readonly invoiceId: InvoiceId;
  readonly balance: Money;
  readonly dueAt: Date;
};

export type InvoiceVoided = DomainEvent & {
  readonly type: 'invoicing.invoice-voided';
  readonly invoiceId: InvoiceId;
  readonly number: string;
  readonly reason: string;
};

export type InvoiceEvent = InvoiceDrafted | InvoiceChanged | InvoiceIssued | InvoicePaid | InvoiceReopened | InvoiceOverdue | InvoiceVoided;
