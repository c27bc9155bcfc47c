import { AddInvoiceLine } from '../../../application/invoicing/add-invoice-line.js';
import { ChangeInvoice } from '../../../application/invoicing/change-invoice.js';
import { ChangeInvoiceLine } from '../../../application/invoicing/change-invoice-line.js';
import { DraftInvoice } from '../../../application/invoicing/draft-invoice.js';
import { DuplicateInvoice } from '../../../application/invoicing/duplicate-invoice.js';
import { FindInvoice } from '../../../application/invoicing/find-invoice.js';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import { ListInvoices } from '../../../application/invoicing/list-invoices.js';
import { ReadInvoicePdf } from '../../../application/invoicing/read-invoice-pdf.js';
import { RemoveInvoiceLine } from '../../../application/invoicing/remove-invoice-line.js';
import { RequestInvoicePdf } from '../../../application/invoicing/request-invoice-pdf.js';
import { VoidInvoice } from '../../../application/invoicing/void-invoice.js';
import { PlanLimitReached } from '../../../application/shared/refusals.js';
import {
  CustomerArchived, CustomerUnknown, DueBeforeIssue, InvoiceAlreadyIssued, InvoiceIsEmpty, InvoiceIsSettled, InvoiceIsVoid, InvoiceNotFound,
  InvoiceNotIssued, LineNotFound, PdfNotRendered, PriceIsNegative, QuantityIsZero, TooManyLines,
} from '../../../domain/invoicing/invoicing-refusals.js';
import { AmountTooLarge, CurrencyMismatch } from '../../../domain/shared/money.js';
import { accepted, created, createdIn, endpoint, file, ok, page } from '../../shared/http/endpoint.js';
import { operationOf, OperationView } from '../../shared/http/operation-shape.js';
import {
  InvoiceFilter, InvoiceLineParams, InvoiceLinePatch, InvoiceParams, InvoicePatch, InvoiceView, ListedInvoiceView, NewInvoice, NewInvoiceLine,
  VoidReason,
} from './invoice-shapes.js';

/** Why a line is not chargeable. */
const unchargeable = [QuantityIsZero, PriceIsNegative, CurrencyMismatch, AmountTooLarge] as const;

export const invoiceEndpoints = [
  endpoint({
    route: 'POST /v1/invoices',
    summary: 'Draft an invoice',
    description: 'Starts an invoice that can still be changed. It gets its number when it is issued.',
    body: NewInvoice,
    calls: DraftInvoice,
    with: ({ body }) => body,
    answers: created(InvoiceView),
    refuses: [CustomerUnknown, CustomerArchived, ...unchargeable],
    cost: 2,
  }),

  endpoint({
    route: 'GET /v1/invoices',
    summary: 'List invoices',
    description: 'By `dueAt`, those without a due date are later than all others.',
    query: InvoiceFilter,
    calls: ListInvoices,
    with: ({ query }) => query,
    answers: page(ListedInvoiceView),
  }),

  endpoint({
    route: 'GET /v1/invoices/{invoiceId}',
    summary: 'Show an invoice',
    description: 'With its lines and what they come to.',
    params: InvoiceParams,
    calls: FindInvoice,
    with: ({ params }) => params,
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound],
  }),

  endpoint({
    route: 'PATCH /v1/invoices/{invoiceId}',
    summary: 'Change a draft',
    description: 'Lines that are named take the place of all that were there, and get ids of their own.',
    params: InvoiceParams,
    body: InvoicePatch,
    ifMatch: true,
    calls: ChangeInvoice,
    with: ({ params, body, version }) => ({ ...params, version, change: body }),
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound, InvoiceAlreadyIssued, ...unchargeable],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/invoices/{invoiceId}/lines',
    summary: 'Add a line to a draft',
    description: 'Behind the others, of which there can be 100.',
    params: InvoiceParams,
    body: NewInvoiceLine,
    ifMatch: true,
    calls: AddInvoiceLine,
    with: ({ params, body, version }) => ({ ...params, version, line: body }),
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound, InvoiceAlreadyIssued, TooManyLines, ...unchargeable],
    cost: 2,
  }),

  endpoint({
    route: 'PATCH /v1/invoices/{invoiceId}/lines/{lineId}',
    summary: 'Change a line of a draft',
    params: InvoiceLineParams,
    body: InvoiceLinePatch,
    ifMatch: true,
    calls: ChangeInvoiceLine,
    with: ({ params, body, version }) => ({ ...params, version, change: body }),
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound, LineNotFound, InvoiceAlreadyIssued, ...unchargeable],
    cost: 2,
  }),

  endpoint({
    route: 'DELETE /v1/invoices/{invoiceId}/lines/{lineId}',
    summary: 'Remove a line from a draft',
    params: InvoiceLineParams,
    ifMatch: true,
    calls: RemoveInvoiceLine,
    with: ({ params, version }) => ({ ...params, version }),
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound, LineNotFound, InvoiceAlreadyIssued],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/invoices/{invoiceId}/duplicate',
    summary: 'Draft an invoice like this one',
    description: 'For the same customer, with the same lines and note, and not due yet. The invoice may be in any state.',
    params: InvoiceParams,
    calls: DuplicateInvoice,
    with: ({ params }) => params,
    answers: createdIn('/v1/invoices', InvoiceView),
    refuses: [InvoiceNotFound, CustomerArchived, QuantityIsZero],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/invoices/{invoiceId}/issue',
    summary: 'Issue a draft',
    description: 'Gives the draft its number, and a due date if it has none, as `invoicing.days-to-pay` says: in 30 days unless set. From then on it cannot change. Takes one of the invoices that the plan includes a month.',
    params: InvoiceParams,
    ifMatch: true,
    calls: IssueInvoice,
    with: ({ params, version }) => ({ ...params, version }),
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound, InvoiceAlreadyIssued, InvoiceIsEmpty, DueBeforeIssue, QuantityIsZero, PlanLimitReached],
    cost: 5,
  }),

  endpoint({
    route: 'POST /v1/invoices/{invoiceId}/void',
    summary: 'Make an invoice void',
    description: 'It counts for nothing then, and its number stays used. Only what is neither paid nor credited can be made void.',
    params: InvoiceParams,
    body: VoidReason,
    ifMatch: true,
    calls: VoidInvoice,
    with: ({ params, body, version }) => ({ ...params, ...body, version }),
    answers: ok(InvoiceView),
    refuses: [InvoiceNotFound, InvoiceNotIssued, InvoiceIsVoid, InvoiceIsSettled],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/invoices/{invoiceId}/pdf',
    summary: 'Make the PDF of an invoice',
    description: 'In the background, of an invoice that is issued or void, as it is then. `GET` on the same path has it when the operation has succeeded.',
    params: InvoiceParams,
    calls: RequestInvoicePdf,
    with: ({ params }) => params,
    answers: accepted(OperationView, operationOf),
    refuses: [InvoiceNotFound, InvoiceNotIssued],
    cost: 10,
  }),

  endpoint({
    route: 'GET /v1/invoices/{invoiceId}/pdf',
    summary: 'Download an invoice as a PDF',
    description: 'As it was when the PDF was made. Once the invoice is void, only a PDF that says so is handed out.',
    params: InvoiceParams,
    calls: ReadInvoicePdf,
    with: ({ params }) => params,
    answers: file('application/pdf'),
    refuses: [InvoiceNotFound, PdfNotRendered],
  }),
];
