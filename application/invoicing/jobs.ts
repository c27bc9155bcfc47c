import { handles, type JobHandling, type PublishedEvent, subscribes } from '../shared/job-handling.js';
import { markOverdueInvoices, recomputeAgeing, renderInvoicePdf } from './job-types.js';
import { MarkAgeingOutdated } from './mark-ageing-outdated.js';
import { MarkOverdueInvoices } from './mark-overdue-invoices.js';
import { creditNoteIssued, invoiceIssued, invoiceVoided, paymentRecorded, paymentReversed } from './published.js';
import { RecomputeAgeing } from './recompute-ageing.js';
import { RenderInvoicePdf } from './render-invoice-pdf.js';

const outdates = (name: `${string}.${string}`, event: PublishedEvent<{ readonly occurredAt: Date }>): JobHandling =>
  subscribes(name, event, { calls: MarkAgeingOutdated, with: ({ data }) => ({ changedAt: data.occurredAt }) });

/** What invoicing does in the background, asked for or after an event. */
export const invoicingJobs: readonly JobHandling[] = [
  handles(markOverdueInvoices, { calls: MarkOverdueInvoices, with: ({ data, signal }) => ({ ...data, signal }) }),
  handles(recomputeAgeing, {
    calls: RecomputeAgeing,
    with: ({ signal, progress }) => ({ signal, progress }),
    result: () => ({ location: '/v1/ageing-summary' }),
  }),
  handles(renderInvoicePdf, {
    calls: RenderInvoicePdf,
    with: ({ data, signal }) => ({ ...data, signal }),
    result: ({ invoiceId }) => ({ location: `/v1/invoices/${invoiceId}/pdf` }),
  }),
  // an invoice is paid, and open again, by one of these
  outdates('invoicing.outdate-ageing-after-issue', invoiceIssued),
  outdates('invoicing.outdate-ageing-after-void', invoiceVoided),
  outdates('invoicing.outdate-ageing-after-payment', paymentRecorded),
  outdates('invoicing.outdate-ageing-after-reversal', paymentReversed),
  outdates('invoicing.outdate-ageing-after-credit', creditNoteIssued),
];
