import { ListAgeing } from '../../../application/invoicing/list-ageing.js';
import type { Owed, OwedInCurrency, StoredAgeing } from '../../../application/invoicing/ports/ageing.js';
import { RequestAgeing } from '../../../application/invoicing/request-ageing.js';
import { ShowAgeingSummary } from '../../../application/invoicing/show-ageing-summary.js';
import { AgeingNotComputed } from '../../../domain/invoicing/invoicing-refusals.js';
import { accepted, endpoint, ok, page } from '../../shared/http/endpoint.js';
import { operationOf, OperationView } from '../../shared/http/operation-shape.js';
import { AgeingFilter, AgeingSummaryView, AgeingView, type CurrencyAgeingView } from './ageing-shapes.js';

const sums = (owed: Omit<Owed, 'customerId' | 'invoices'>) => ({
  currency: owed.currency,
  notDueMinor: owed.notDue,
  days1To30Minor: owed.days1To30,
  days31To60Minor: owed.days31To60,
  days61To90Minor: owed.days61To90,
  over90DaysMinor: owed.over90Days,
  outstandingMinor: owed.outstanding,
});

const shown = (owed: Owed): AgeingView => ({ customerId: owed.customerId, ...sums(owed) });

const inCurrency = ({ topDebtors, ...owed }: OwedInCurrency): CurrencyAgeingView => ({
  ...sums(owed),
  topDebtors: topDebtors.map(({ customerId, outstanding }) => ({ customerId, outstandingMinor: outstanding })),
});

const summarised = (stored: StoredAgeing): AgeingSummaryView => ({ ...stored, currencies: stored.currencies.map(inCurrency) });

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

  endpoint({
    route: 'GET /v1/ageing-summary',
    summary: 'Show what is owed over all customers',
    description: 'As it was computed last: see `isOutdated`, and ask for it anew with POST.',
    calls: ShowAgeingSummary,
    with: () => undefined,
    answers: ok(AgeingSummaryView, summarised),
    refuses: [AgeingNotComputed],
  }),

  endpoint({
    route: 'POST /v1/ageing-summary',
    summary: 'Compute what is owed over all customers',
    description: 'In the background. `GET /v1/ageing-summary` shows it when the operation has succeeded.',
    calls: RequestAgeing,
    with: () => undefined,
    answers: accepted(OperationView, operationOf),
    cost: 5,
  }),
];
