import { refusal } from './domain-error.js';

/** How many digits of a currency's amounts follow the decimal point (ISO 4217): 1 minor unit is 0.01 EUR, 1 JPY, 0.001 KWD. */
export const exponents = { BHD: 3, CHF: 2, EUR: 2, GBP: 2, JPY: 0, KRW: 0, KWD: 3, USD: 2 } as const;
export type Currency = keyof typeof exponents;

/** The currencies that amounts may be in. */
export const currencies = Object.keys(exponents) as [Currency, ...Currency[]];

const LARGEST = 10n ** 17n - 1n;

/** An exact amount in one currency, held in the currency's minor units. */
export class Money {
  private constructor(
    readonly minorUnits: bigint,
    readonly currency: Currency,
  ) {}

  /** @throws AmountTooLarge beyond 17 digits. */
  static of(minorUnits: bigint, currency: Currency): Money {
    if (minorUnits > LARGEST || minorUnits < -LARGEST) throw new AmountTooLarge();
    return new Money(minorUnits, currency);
  }

  static zero(currency: Currency): Money {
    return new Money(0n, currency);
  }

  /** @throws CurrencyMismatch, AmountTooLarge */
  static sum(amounts: readonly Money[], currency: Currency): Money {
    return amounts.reduce((sum, amount) => sum.plus(amount), Money.zero(currency));
  }

  get isNegative(): boolean {
    return this.minorUnits < 0n;
  }

  get isPositive(): boolean {
    return this.minorUnits > 0n;
  }

  /** @throws CurrencyMismatch, AmountTooLarge */
  plus(other: Money): Money {
    if (other.currency !== this.currency) {
      throw new CurrencyMismatch(`An amount in ${other.currency} does not add to one in ${this.currency}.`);
    }
    return Money.of(this.minorUnits + other.minorUnits, this.currency);
  }

  /** @throws CurrencyMismatch, AmountTooLarge */
  minus(other: Money): Money {
    return this.plus(new Money(-other.minorUnits, other.currency));
  }

  /** @throws AmountTooLarge */
  times(quantity: bigint): Money {
    return Money.of(this.minorUnits * quantity, this.currency);
  }

  /**
   * A fraction of it, rounded to a minor unit, half away from zero: 19 of 100 is 19 %. Exact until then.
   * @throws AmountTooLarge, RangeError when the denominator is not positive.
   */
  portion(numerator: bigint, denominator: bigint): Money {
    if (denominator <= 0n) throw new RangeError('A denominator is positive.');
    const product = this.minorUnits * numerator;
    const half = product < 0n ? -denominator : denominator;
    return Money.of((2n * product + half) / (2n * denominator), this.currency); // division of bigints cuts off
  }

  equals(other: Money): boolean {
    return this.minorUnits === other.minorUnits && this.currency === other.currency;
  }

  /** For people: `12.50 EUR`. */
  toString(): string {
    const exponent = exponents[this.currency];
    const digits = String(this.isNegative ? -this.minorUnits : this.minorUnits).padStart(exponent + 1, '0');
    const [whole, fraction] = [digits.slice(0, digits.length - exponent), digits.slice(digits.length - exponent)];
    return `${this.isNegative ? '-' : ''}${whole}${exponent === 0 ? '' : `.${fraction}`} ${this.currency}`;
  }
}

export class CurrencyMismatch extends refusal('rule-broken', 'shared.currency-mismatch', 'The amounts are in different currencies') {}
export class AmountTooLarge extends refusal('rule-broken', 'shared.amount-too-large', 'The amount has more than 17 digits') {}
