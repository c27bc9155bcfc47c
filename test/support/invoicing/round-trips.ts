import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = {
  addCustomer: 3,
  changeCustomer: 3,
  archiveCustomer: 4,
  restoreCustomer: 4,
  draftInvoice: 2,
  duplicateInvoice: 3,
  changeInvoice: 3,
  addInvoiceLine: 3,
  changeInvoiceLine: 3,
  removeInvoiceLine: 3,
  issueInvoice: 5,
  voidInvoice: 3,
  creditInvoice: 5,
  recordPayment: 4,
  reversePayment: 5,
  requestAgeing: 2,
  requestInvoicePdf: 3,
  showAgeingSummary: { trips: 0, because: 'the summary is remembered' },
};
