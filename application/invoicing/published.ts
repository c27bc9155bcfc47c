import { CreditNoteId } from '../../domain/invoicing/credit-note-id.js';
import { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import { PaymentId } from '../../domain/invoicing/payment-id.js';
import { publishedEvent } from '../shared/job-handling.js';
import { idOf, instant } from '../shared/json-members.js';

const occurredAt = instant;
const invoiceId = idOf(InvoiceId);

export const invoiceIssued = publishedEvent('invoicing.invoice-issued', { invoiceId, occurredAt });
export const invoiceVoided = publishedEvent('invoicing.invoice-voided', { invoiceId, occurredAt });
export const paymentRecorded = publishedEvent('invoicing.payment-recorded', { paymentId: idOf(PaymentId), invoiceId, occurredAt });
export const paymentReversed = publishedEvent('invoicing.payment-reversed', { paymentId: idOf(PaymentId), invoiceId, occurredAt });
export const creditNoteIssued = publishedEvent('invoicing.credit-note-issued', { creditNoteId: idOf(CreditNoteId), invoiceId, occurredAt });
