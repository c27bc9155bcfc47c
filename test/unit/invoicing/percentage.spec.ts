import { expect } from 'chai';
import { PercentageOutOfRange } from '../../../domain/invoicing/invoicing-refusals.js';
import { Percentage, shareOf } from '../../../domain/invoicing/percentage.js';
import { eur } from '../../support/invoicing/invoices.js';

describe('a percentage', () => {
  it('is from 0 to 100, in hundredths of a percent', () => {
    for (const hundredths of [-1, 10_001, 0.5, Number.NaN]) expect(() => Percentage.of(hundredths)).to.throw(PercentageOutOfRange);
    expect(shareOf(eur(10_000n), Percentage.of(1_975))).to.deep.equal(eur(1_975n));
    expect([shareOf(eur(7n), Percentage.of(10_000)), shareOf(eur(7n), Percentage.none)]).to.deep.equal([eur(7n), eur(0n)]);
  });
});
