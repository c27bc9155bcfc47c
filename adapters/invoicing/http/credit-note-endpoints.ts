import { CreditInvoice } from '../../../application/invoicing/credit-invoice.js';
import { FindCreditNote } from '../../../application/invoicing/find-credit-note.js';
import { ListCreditNotes } from '../../../application/invoicing/list-credit-notes.js';
import {
  CreditExceedsLine, CreditNoteNotFound, InvoiceIsVoid, InvoiceNotFound, InvoiceNotIssued, LineNotFound, NothingToCredit, QuantityIsZero,
} from '../../../domain/invoicing/invoicing-refusals.js';
import { createdIn, endpoint, ok, page } from '../../shared/http/endpoint.js';
import { CreditNoteFilter, CreditNoteParams, CreditNoteView, NewCreditNote } from './credit-note-shapes.js';
import { InvoiceParams } from './invoice-shapes.js';

export const creditNoteEndpoints = [
  endpoint({
    route: 'POST /v1/invoices/{invoiceId}/credit-notes',
    summary: 'Credit an invoice',
    description: 'So many of some of its lines; without lines, everything that is not credited yet. The parts of a line always add up to the line.',
    params: InvoiceParams,
    body: NewCreditNote,
    calls: CreditInvoice,
    with: ({ params, body }) => ({ ...params, ...body }),
    answers: createdIn('/v1/credit-notes', CreditNoteView),
    refuses: [InvoiceNotFound, LineNotFound, InvoiceNotIssued, InvoiceIsVoid, NothingToCredit, QuantityIsZero, CreditExceedsLine],
    cost: 5,
  }),

  endpoint({
    route: 'GET /v1/credit-notes',
    summary: 'List credit notes',
    description: 'The newest first.',
    query: CreditNoteFilter,
    calls: ListCreditNotes,
    with: ({ query }) => query,
    answers: page(CreditNoteView),
  }),

  endpoint({
    route: 'GET /v1/credit-notes/{creditNoteId}',
    summary: 'Show a credit note',
    params: CreditNoteParams,
    calls: FindCreditNote,
    with: ({ params }) => params,
    answers: ok(CreditNoteView),
    refuses: [CreditNoteNotFound],
  }),
];
