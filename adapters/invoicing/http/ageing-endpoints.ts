import { ListAgeing } from '../../../application/invoicing/list-ageing.js';
import type { Owed } from '../../../application/invoicing/ports/ageing.js';
import { endpoint, page } from '../../shared/http/endpoint.js';
import { AgeingFilter, AgeingView } from './ageing-shapes.js';

const shown = (owed: Owed): AgeingView => ({
  customerId: owed.customerId,
  currency: owed.currency,
  notDueMinor: owed.notDue,
  days1To30Minor: owed.days1To30,
  days31To60Minor: owed.days31To60,
  days61To90Minor: owed.days61To90,
  over90DaysMinor: owed.over90Days,
  outstandingMinor: owed.outstanding,
});

export const ageingEndpoints = [
  endpoint({
    route: 'GET /v1/ageing',
    summary: 'List who owes what, and how late it is',
    description: 'What is left to be paid of issued invoices, for each customer and currency, by the days since it was due. A part of a day counts as a day.',
    query: AgeingFilter,
    calls: ListAgeing,
    with: ({ query }) => query,
    answers: page(AgeingView, shown),
    cost: 5,
  }),
];
