import { refusal } from './domain-error.js';

/** The currencies that amounts may be in (ISO 4217). */
export const currencies = ['CHF', 'EUR', 'GBP', 'JPY', 'USD'] as const;
export type Currency = (typeof currencies)[number];

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

  get isNegative(): boolean {
    return this.minorUnits < 0n;
  }

  /** @throws CurrencyMismatch, AmountTooLarge */
  plus(other: Money): Money {
    if (other.currency !== this.currency) {
      throw new CurrencyMismatch(`An amount in ${other.currency} does not add to one in ${this.currency}.`);
    }
    return Money.of(this.minorUnits + other.minorUnits, this.currency);
  }

  /** @throws AmountTooLarge */
  times(quantity: bigint): Money {
    return Money.of(this.minorUnits * quantity, this.currency);
  }

  equals(other: Money): boolean {
    return this.minorUnits === other.minorUnits && this.currency === other.currency;
  }
}

export class CurrencyMismatch extends refusal('rule-broken', 'shared.currency-mismatch', 'The amounts are in different currencies') {}
export class AmountTooLarge extends refusal('rule-broken', 'shared.amount-too-large', 'The amount has more than 17 digits') {}
