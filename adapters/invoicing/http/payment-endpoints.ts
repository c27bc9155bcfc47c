import { FindPayment } from '../../../application/invoicing/find-payment.js';
import { ListPayments } from '../../../application/invoicing/list-payments.js';
import { RecordPayment } from '../../../application/invoicing/record-payment.js';
import { ReversePayment } from '../../../application/invoicing/reverse-payment.js';
import {
  AmountNotPositive, InvoiceIsVoid, InvoiceNotFound, InvoiceNotIssued, PaymentAlreadyReversed, PaymentExceedsBalance, PaymentNotFound,
} from '../../../domain/invoicing/invoicing-refusals.js';
import type { PaymentState } from '../../../domain/invoicing/payment.js';
import { CurrencyMismatch } from '../../../domain/shared/money.js';
import { createdIn, endpoint, ok, page } from '../../shared/http/endpoint.js';
import { InvoiceParams } from './invoice-shapes.js';
import { NewPayment, PaymentFilter, PaymentParams, PaymentView, ReversalReason } from './payment-shapes.js';

const shown = ({ reversed, ...payment }: PaymentState) => ({ ...payment, reversedAt: reversed?.at ?? null, reversalReason: reversed?.reason ?? null });

export const paymentEndpoints = [
  endpoint({
    route: 'POST /v1/invoices/{invoiceId}/payments',
    summary: 'Record a payment of an invoice',
    description: 'Of all that is left to be paid, or of a part of it; never of more.',
    params: InvoiceParams,
    body: NewPayment,
    calls: RecordPayment,
    with: ({ params, body }) => ({ ...params, ...body }),
    answers: createdIn('/v1/payments', PaymentView, shown),
    refuses: [InvoiceNotFound, InvoiceNotIssued, InvoiceIsVoid, AmountNotPositive, CurrencyMismatch, PaymentExceedsBalance],
    cost: 2,
  }),

  endpoint({
    route: 'GET /v1/payments',
    summary: 'List payments',
    description: 'The last recorded first, with those that are reversed.',
    query: PaymentFilter,
    calls: ListPayments,
    with: ({ query }) => query,
    answers: page(PaymentView, shown),
  }),

  endpoint({
    route: 'GET /v1/payments/{paymentId}',
    summary: 'Show a payment',
    params: PaymentParams,
    calls: FindPayment,
    with: ({ params }) => params,
    answers: ok(PaymentView, shown),
    refuses: [PaymentNotFound],
  }),

  endpoint({
    route: 'POST /v1/payments/{paymentId}/reversal',
    summary: 'Reverse a payment',
    description: 'Once. What it paid is left to be paid again.',
    params: PaymentParams,
    body: ReversalReason,
    ifMatch: true,
    calls: ReversePayment,
    with: ({ params, body, version }) => ({ ...params, ...body, version }),
    answers: ok(PaymentView, shown),
    refuses: [PaymentNotFound, PaymentAlreadyReversed],
    cost: 2,
  }),
];
