import { InvoiceId } from '../../domain/invoicing/invoice-id.js';
import { jobType } from '../shared/job-type.js';
import { idOf, instant } from '../shared/json-members.js';

/** Marks what is late as of a moment. */
export const markOverdueInvoices = jobType('invoicing.mark-overdue-invoices', { asOf: instant });

/** Adds up anew what is owed to the tenant. */
export const recomputeAgeing = jobType('invoicing.recompute-ageing', {}, { timeLimitSeconds: 600 });

/** Makes the PDF of an invoice. */
export const renderInvoicePdf = jobType('invoicing.render-invoice-pdf', { invoiceId: idOf(InvoiceId) }, { timeLimitSeconds: 120 });
