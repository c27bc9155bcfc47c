import { expect } from 'chai';
import { AgeingTally, TOP_DEBTORS } from '../../../application/invoicing/ageing-tally.js';
import type { Owed } from '../../../application/invoicing/ports/ageing.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { noon } from '../../support/invoicing/invoices.js';
import { idNumber } from '../../support/predictable-ids.js';

const customer = (count: number): CustomerId => CustomerId.from(idNumber(count));
const owed = (count: number, given: Partial<Owed> = {}): Owed => ({
  customerId: customer(count), currency: 'EUR', notDue: 0n, days1To30: 0n, days31To60: 0n, days61To90: 0n, over90Days: 0n, outstanding: 0n, invoices: 1, ...given,
});
const tallied = (...all: readonly Owed[]) => {
  const tally = new AgeingTally();
  for (const one of all) tally.add(one);
  return tally.summary(noon, noon);
};

describe('adding up what is owed', () => {
  it('comes to nothing when nobody owes anything', () => {
    expect(tallied()).to.deep.equal({ asOf: noon, computedAt: noon, currencies: [], customers: 0, invoices: 0 });
  });

  it('sums each currency by how late it is, and counts customers once, whatever they owe in', () => {
    const { currencies, customers, invoices } = tallied(
      owed(1, { currency: 'CHF', notDue: 1n, outstanding: 1n }),
      owed(1, { notDue: 2n, days1To30: 4n, days31To60: 8n, days61To90: 16n, over90Days: 32n, outstanding: 62n, invoices: 5 }),
      owed(2, { notDue: 10n, days1To30: 20n, days31To60: 30n, days61To90: 40n, over90Days: 50n, outstanding: 150n, invoices: 2 }),
    );
    expect([customers, invoices]).to.deep.equal([2, 8]);
    expect(currencies.map(({ topDebtors: _, ...sums }) => sums)).to.deep.equal([
      { currency: 'CHF', notDue: 1n, days1To30: 0n, days31To60: 0n, days61To90: 0n, over90Days: 0n, outstanding: 1n },
      { currency: 'EUR', notDue: 12n, days1To30: 24n, days31To60: 38n, days61To90: 56n, over90Days: 82n, outstanding: 212n },
    ]);
  });

  it('names those who owe most in each currency, and no more than it promises', () => {
    const many = Array.from({ length: TOP_DEBTORS + 2 }, (_, at) => owed(at + 1, { outstanding: BigInt(at % 2 === 0 ? 100 : at) }));
    const [eur, usd] = tallied(...many, owed(99, { currency: 'USD', outstanding: 7n })).currencies;
    expect(eur?.topDebtors).to.deep.equal([1, 3, 5, 7, 9, 11].map((count) => ({ customerId: customer(count), outstanding: 100n })).concat(
      [12, 10, 8, 6].map((count) => ({ customerId: customer(count), outstanding: BigInt(count - 1) })),
    ));
    expect(usd?.topDebtors).to.deep.equal([{ customerId: customer(99), outstanding: 7n }]);
  });
});
