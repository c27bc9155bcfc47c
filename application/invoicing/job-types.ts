import { jobType } from '../shared/job-type.js';
import { instant } from '../shared/members.js';

/** Marks what is late as of a moment. */
export const markOverdueInvoices = jobType('invoicing.mark-overdue-invoices', { asOf: instant });

/** Adds up anew what is owed to the tenant. */
export const recomputeAgeing = jobType('invoicing.recompute-ageing', {}, { timeLimitSeconds: 600 });
