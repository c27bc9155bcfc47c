import { CreditNoteId } from '../../domain/invoicing/credit-note-id.js';
import { CustomerId } from '../../domain/invoicing/customer-id.js';
import { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import { PaymentId } from '../../domain/invoicing/payment-id.js';
import { type PublicEvent, publishedEvent } from '../shared/job-handling.js';
import { idOf, instant, money, text } from '../shared/json-members.js';

const occurredAt = instant;
const invoiceId = idOf(InvoiceId);
const customer = { customerId: idOf(CustomerId) };

const ofInvoices = 'invoicing:invoices:read';
const ofCustomers = 'invoicing:customers:read';
const ofPayments = 'invoicing:payments:read';

export const invoiceIssued = publishedEvent(
  'invoicing.invoice-issued',
  { invoiceId, number: text, total: money, dueAt: instant, occurredAt },
  { needs: ofInvoices, means: 'An invoice has its number, and changes no more' },
);
export const invoiceVoided = publishedEvent(
  'invoicing.invoice-voided',
  { invoiceId, number: text, occurredAt },
  { needs: ofInvoices, means: 'An invoice was made void' },
);
export const paymentRecorded = publishedEvent(
  'invoicing.payment-recorded',
  { paymentId: idOf(PaymentId), invoiceId, amount: money, occurredAt },
  { needs: ofPayments, means: 'Somebody paid' },
);
export const paymentReversed = publishedEvent(
  'invoicing.payment-reversed',
  { paymentId: idOf(PaymentId), invoiceId, amount: money, occurredAt },
  { needs: ofPayments, means: 'A payment did not hold' },
);
export const creditNoteIssued = publishedEvent(
  'invoicing.credit-note-issued',
  { creditNoteId: idOf(CreditNoteId), invoiceId, number: text, total: money, occurredAt },
  { needs: 'invoicing:credit-notes:read', means: 'A part of an invoice is credited' },
);

/** What a tenant's people may see of what happens to what it is owed. */
export const invoicingEvents: readonly PublicEvent[] = [
  publishedEvent('invoicing.customer-added', customer, { needs: ofCustomers, means: 'There is a new customer' }),
  publishedEvent('invoicing.customer-changed', customer, { needs: ofCustomers, means: 'A customer has changed' }),
  publishedEvent('invoicing.customer-archived', customer, { needs: ofCustomers, means: 'A customer was put away' }),
  publishedEvent('invoicing.customer-restored', customer, { needs: ofCustomers, means: 'A customer is back' }),
  publishedEvent('invoicing.invoice-drafted', { invoiceId, ...customer }, { needs: ofInvoices, means: 'There is a new draft' }),
  publishedEvent('invoicing.invoice-changed', { invoiceId }, { needs: ofInvoices, means: 'A draft has changed' }),
  publishedEvent('invoicing.invoice-paid', { invoiceId }, { needs: ofInvoices, means: 'Nothing of an invoice is left to be paid' }),
  publishedEvent('invoicing.invoice-reopened', { invoiceId, balance: money }, { needs: ofInvoices, means: 'Something of an invoice is left to be paid again' }),
  publishedEvent('invoicing.invoice-overdue', { invoiceId, balance: money, dueAt: instant }, { needs: ofInvoices, means: 'An invoice was due and is not paid' }),
  invoiceIssued,
  invoiceVoided,
  paymentRecorded,
  paymentReversed,
  creditNoteIssued,
];
