import { ChangeInvoice } from '../../../application/invoicing/change-invoice.js';
import { DraftInvoice } from '../../../application/invoicing/draft-invoice.js';
import { FindInvoice } from '../../../application/invoicing/find-invoice.js';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import { ListInvoices } from '../../../application/invoicing/list-invoices.js';
import { CustomerUnknown, InvoiceAlreadyIssued, InvoiceIsEmpty, InvoiceNotFound, PriceIsNegative } from '../../../domain/invoicing/invoicing-refusals.js';
import { AmountTooLarge, CurrencyMismatch } from '../../../domain/shared/money.js';
import { created, endpoint, ok, page } from '../../shared/http/endpoint.js';
import { InvoiceChange, InvoiceFilter, InvoiceParams, InvoiceSummaryView, InvoiceView, NewInvoice } from './invoice-shapes.js';

export const invoiceEndpoints = [
  endpoint({
    route: 'POST /v1/invoices',
    summary: 'Draft an invoice',
    description: 'Starts an invoice that can still be changed. It gets its number when it is issued.',
    body: NewInvoice,
    calls: DraftInvoice,
    with: ({ body }) => body,
    answers: created(InvoiceView),
    refuses: [CustomerUnknown, CurrencyMismatch, PriceIsNegative, AmountTooLarge],
    cost: 2,
  }),

  endpoint({
    route: 'GET /v1/invoices',
    summary: 'List invoices',
    query: InvoiceFilter,
    calls: ListInvoices,
    with: ({ query }) => query,
    answers: page(InvoiceSummaryView),
  }),

  endpoint({
    route: 'GET /v1/invoices/{invoiceId}',
    summary: 'Show an invoice',
    params: InvoiceParams,
    calls: FindInvoice,
    with: ({ params }) => params,
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound],
  }),

  endpoint({
    route: 'PATCH /v1/invoices/{invoiceId}',
    summary: 'Change a draft',
    params: InvoiceParams,
    body: InvoiceChange,
    ifMatch: true,
    calls: ChangeInvoice,
    with: ({ params, body, version }) => ({ ...params, version, change: body }),
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound, InvoiceAlreadyIssued, CurrencyMismatch, PriceIsNegative, AmountTooLarge],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/invoices/{invoiceId}/issue',
    summary: 'Issue a draft',
    description: 'Gives the draft its number. From then on it cannot change.',
    params: InvoiceParams,
    ifMatch: true,
    calls: IssueInvoice,
    with: ({ params, version }) => ({ ...params, version }),
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound, InvoiceAlreadyIssued, InvoiceIsEmpty],
    cost: 5,
  }),
];
