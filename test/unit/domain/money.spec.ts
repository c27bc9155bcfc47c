import { expect } from 'chai';
import fc from 'fast-check';
import { AmountTooLarge, currencies, CurrencyMismatch, exponents, Money } from '../../../domain/shared/money.js';

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

  it('takes away exactly, and in one currency', () => {
    expect(eur(5n).minus(eur(7n)).equals(eur(-2n))).to.equal(true);
    expect(() => eur(5n).minus(Money.of(5n, 'CHF'))).to.throw(CurrencyMismatch);
    expect(() => eur(-LARGEST).minus(eur(1n))).to.throw(AmountTooLarge);
  });

  it('sums up amounts of one currency, and nothing to nothing', () => {
    expect(Money.sum([eur(1n), eur(2n)], 'EUR').equals(eur(3n))).to.equal(true);
    expect(Money.sum([], 'JPY').equals(Money.zero('JPY'))).to.equal(true);
    expect(() => Money.sum([eur(1n)], 'JPY')).to.throw(CurrencyMismatch);
  });

  it('is negative below zero alone', () => {
    expect([eur(-1n), eur(0n), eur(1n)].map(({ isNegative }) => isNegative)).to.deep.equal([true, false, false]);
    expect([eur(-1n), eur(0n), eur(1n)].map(({ isPositive }) => isPositive)).to.deep.equal([false, false, true]);
  });

  it('equals by amount and currency', () => {
    expect(eur(5n).equals(eur(5n))).to.equal(true);
    expect(eur(5n).equals(eur(6n))).to.equal(false);
  });
});

describe('a portion of money', () => {
  it('is rounded to a minor unit, half away from zero', () => {
    const half = (amount: bigint) => eur(amount).portion(1n, 2n).minorUnits;
    expect([-3n, -2n, -1n, 0n, 1n, 2n, 3n].map(half)).to.deep.equal([-2n, -1n, -1n, 0n, 1n, 1n, 2n]);
    expect([24n, 25n, 26n].map((amount) => eur(amount).portion(2n, 100n).minorUnits)).to.deep.equal([0n, 1n, 1n]);
  });

  it('is exact before it is rounded, however large', () => {
    expect(eur(LARGEST).portion(9_999n, 10_000n).minorUnits).to.equal(99_989_999_999_999_999n);
    expect(eur(1n).portion(10n ** 40n, 10n ** 40n).minorUnits).to.equal(1n);
  });

  it('is nowhere further than half a unit from the fraction', () => {
    fc.assert(
      fc.property(minorUnits, fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 1000n }), (amount, numerator, denominator) => {
        const away = eur(amount).portion(numerator, denominator).minorUnits * denominator - amount * numerator;
        expect(2n * (away < 0n ? -away : away) <= denominator).to.equal(true);
      }),
    );
  });

  it('keeps its sign: what is taken back is rounded as what was charged', () => {
    fc.assert(
      fc.property(minorUnits, fc.bigInt({ min: 0n, max: 10_000n }), (amount, rate) => {
        expect(eur(-amount).portion(rate, 10_000n).minorUnits).to.equal(-eur(amount).portion(rate, 10_000n).minorUnits);
      }),
    );
  });

  it('refuses what is too large, and has no denominator that is not positive', () => {
    expect(() => eur(LARGEST).portion(2n, 1n)).to.throw(AmountTooLarge);
    for (const denominator of [0n, -1n]) expect(() => eur(1n).portion(1n, denominator)).to.throw(RangeError);
  });
});

describe('a currency', () => {
  it('has as many decimals as ISO 4217 says', () => {
    expect(exponents).to.include({ CHF: 2, EUR: 2, GBP: 2, JPY: 0, KWD: 3, USD: 2 });
    expect(currencies).to.deep.equal(Object.keys(exponents));
  });

  it('writes its amounts with these', () => {
    const written = ([-1234n, -5n, 0n, 5n, 1234n] as const).map((amount) => (['EUR', 'JPY', 'KWD'] as const).map((currency) => Money.of(amount, currency).toString()));
    expect(written).to.deep.equal([
      ['-12.34 EUR', '-1234 JPY', '-1.234 KWD'],
      ['-0.05 EUR', '-5 JPY', '-0.005 KWD'],
      ['0.00 EUR', '0 JPY', '0.000 KWD'],
      ['0.05 EUR', '5 JPY', '0.005 KWD'],
      ['12.34 EUR', '1234 JPY', '1.234 KWD'],
    ]);
  });
});
