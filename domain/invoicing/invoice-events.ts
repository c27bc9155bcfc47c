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
};

export type InvoiceEvent = InvoiceDrafted | InvoiceChanged | InvoiceIssued;
