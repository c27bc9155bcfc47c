import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = { addCustomer: 2, draftInvoice: 2, changeInvoice: 3, issueInvoice: 4 };
