import { expect } from 'chai';
import fc from 'fast-check';
import { AmountTooLarge, currencies, CurrencyMismatch, Money } from '../../../domain/shared/money.js';

const LARGEST = 99_999_999_999_999_999n;
const eur = (minorUnits: bigint) => Money.of(minorUnits, 'EUR');
/** Amounts of which a thousand still add up to one. */
const minorUnits = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });

describe('money', () => {
  it('adds exactly, in any order', () => {
    fc.assert(
      fc.property(fc.array(minorUnits, { maxLength: 100 }), (amounts) => {
        const sum = (of: readonly bigint[]) => of.reduce((total, amount) => total.plus(eur(amount)), Money.zero('EUR'));
        expect(sum(amounts).minorUnits).to.equal(amounts.reduce((total, amount) => total + amount, 0n));
        expect(sum(amounts).equals(sum(amounts.toReversed()))).to.equal(true);
      }),
    );
  });

  it('multiplies exactly: as often added as is said', () => {
    fc.assert(
      fc.property(minorUnits, fc.integer({ min: 0, max: 50 }), (amount, times) => {
        let added = Money.zero('EUR');
        for (let count = 0; count < times; count += 1) added = added.plus(eur(amount));
        expect(eur(amount).times(BigInt(times)).equals(added)).to.equal(true);
      }),
    );
  });

  it('keeps amounts that a floating-point number would round', () => {
    expect(eur(9_007_199_254_740_993n).plus(eur(2n)).minorUnits).to.equal(9_007_199_254_740_995n);
  });

  it('neither adds nor equals an amount in another currency', () => {
    fc.assert(
      fc.property(fc.constantFrom(...currencies), fc.constantFrom(...currencies), minorUnits, (one, other, amount) => {
        fc.pre(one !== other);
        expect(() => Money.of(amount, one).plus(Money.of(amount, other))).to.throw(CurrencyMismatch);
        expect(Money.of(amount, one).equals(Money.of(amount, other))).to.equal(false);
      }),
    );
  });

  it('holds 17 digits and not one unit more, on either side of zero', () => {
    expect(eur(LARGEST).minorUnits).to.equal(LARGEST);
    expect(eur(-LARGEST).minorUnits).to.equal(-LARGEST);
    expect(() => eur(LARGEST + 1n)).to.throw(AmountTooLarge);
    expect(() => eur(-LARGEST - 1n)).to.throw(AmountTooLarge);
  });

  it('refuses a sum and a product that are too large, rather than wrap round', () => {
    expect(() => eur(LARGEST).plus(eur(1n))).to.throw(AmountTooLarge);
    expect(() => eur(10n ** 16n).times(10n)).to.throw(AmountTooLarge);
    expect(() => eur(1n).times(10n ** 30n)).to.throw(AmountTooLarge);
  });

  it('is negative below zero alone', () => {
    expect([eur(-1n), eur(0n), eur(1n)].map(({ isNegative }) => isNegative)).to.deep.equal([true, false, false]);
  });

  it('equals by amount and currency', () => {
    expect(eur(5n).equals(eur(5n))).to.equal(true);
    expect(eur(5n).equals(eur(6n))).to.equal(false);
  });
});
