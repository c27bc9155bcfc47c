import type { CustomerId } from '../../domain/invoicing/customer-id.js';
import type { Currency } from '../../domain/shared/money.js';
import type { AgeingSummary, Debtor, Owed, OwedInCurrency } from './ports/ageing.js';

/** How many of those who owe most are named, of each currency. */
export const TOP_DEBTORS = 10;

/** Adds up what customers owe, in the order in which `Ageing` lists it. */
export class AgeingTally {
  readonly #currencies = new Map<Currency, OwedInCurrency>();
  #last: CustomerId | null = null;
  #customers = 0;
  #invoices = 0;

  /** How many customers are added up, the one who comes last included. */
  get customers(): number {
    return this.#customers;
  }

  add({ customerId, invoices, ...owed }: Owed): void {
    if (customerId !== this.#last) this.#customers += 1;
    this.#last = customerId;
    this.#invoices += invoices;
    const known = this.#currencies.get(owed.currency) ?? nothingIn(owed.currency);
    const debtors = [...known.topDebtors, { customerId, outstanding: owed.outstanding }];
    this.#currencies.set(owed.currency, {
      currency: owed.currency,
      notDue: known.notDue + owed.notDue,
      days1To30: known.days1To30 + owed.days1To30,
      days31To60: known.days31To60 + owed.days31To60,
      days61To90: known.days61To90 + owed.days61To90,
      over90Days: known.over90Days + owed.over90Days,
      outstanding: known.outstanding + owed.outstanding,
      topDebtors: debtors.toSorted(mostFirst).slice(0, TOP_DEBTORS),
    });
  }

  summary(asOf: Date, computedAt: Date): AgeingSummary {
    const currencies = [...this.#currencies.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
    return { asOf, computedAt, currencies, customers: this.#customers, invoices: this.#invoices };
  }
}

const nothingIn = (currency: Currency): OwedInCurrency => ({
  currency, notDue: 0n, days1To30: 0n, days31To60: 0n, days61To90: 0n, over90Days: 0n, outstanding: 0n, topDebtors: [],
});

/** Of equals, whoever came first stays first. */
const mostFirst = (one: Debtor, other: Debtor): number => (one.outstanding > other.outstanding ? -1 : one.outstanding < other.outstanding ? 1 : 0);
