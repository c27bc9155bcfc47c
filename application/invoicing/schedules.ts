import { type Schedule, schedule } from '../shared/schedule.js';
import { markOverdueInvoices } from './job-types.js';

/** An invoice is marked overdue within the hour. */
export const invoicingSchedules: readonly Schedule[] = [
  schedule('invoicing.mark-overdue-invoices-hourly', {
    cron: '5 * * * *', zone: 'UTC', fansOut: markOverdueInvoices, data: (dueAt) => ({ asOf: dueAt }), missed: 'catch up',
  }),
];
