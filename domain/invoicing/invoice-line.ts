import { type Currency, CurrencyMismatch, Money } from '../shared/money.js';
import { PriceIsNegative, QuantityIsZero, TooManyLines } from './invoicing-refusals.js';
import type { InvoiceLineId } from './invoice-line-id.js';
import { type Percentage, shareOf } from './percentage.js';

/** What is charged for, before it is a line of an invoice. */
export type Charge = {
  readonly description: string;
  readonly quantity: bigint;
  readonly unitPrice: Money;
  readonly taxRate: Percentage;
  /** Off the price of the whole line. */
  readonly discount: Percentage;
};

export type InvoiceLine = Charge & { readonly id: InvoiceLineId };

/** What so many of a charge come to: each rounded to a minor unit, half away from zero. */
export type Price = { readonly net: Money; readonly tax: Money };

/** What is taxed at one rate. */
export type TaxedAt = Price & { readonly rate: Percentage };

/** What lines come to: sums of what each of them, rounded, comes to. */
export type Amounts = Price & {
  /** With tax: what is to be paid. */
  readonly total: Money;
  /** By rate, the lowest first. */
  readonly taxes: readonly TaxedAt[];
};

const MOST_LINES = 100;

/** Of a line's whole quantity, or of less. @throws AmountTooLarge */
export function priceOf({ quantity, unitPrice, taxRate, discount }: Charge, of = quantity): Price {
  const whole = unitPrice.times(of);
  const net = whole.minus(shareOf(whole, discount));
  return { net, tax: shareOf(net, taxRate) };
}

/** @throws AmountTooLarge */
export function amountsOf(priced: readonly (Price & { readonly taxRate: Percentage })[], currency: Currency): Amounts {
  const net = Money.sum(priced.map((line) => line.net), currency);
  const tax = Money.sum(priced.map((line) => line.tax), currency);
  const byRate = Map.groupBy(priced, ({ taxRate }) => taxRate);
  const taxes = [...byRate].toSorted(([one], [other]) => one - other).map(([rate, lines]) => ({
    rate,
    net: Money.sum(lines.map((line) => line.net), currency),
    tax: Money.sum(lines.map((line) => line.tax), currency),
  }));
  return { net, tax, total: net.plus(tax), taxes };
}

/** Lines with what they come to. @throws AmountTooLarge */
export const pricedOf = <Line extends Charge>(lines: readonly Line[]): readonly (Line & Price)[] => lines.map((line) => ({ ...line, ...priceOf(line) }));

/**
 * Those that are kept may be from before a rule. @returns the lines, when they may be charged.
 * @throws TooManyLines, QuantityIsZero, PriceIsNegative, CurrencyMismatch, AmountTooLarge
 */
export function chargeable(lines: readonly InvoiceLine[], currency: Currency, kept: readonly InvoiceLine[] = []): readonly InvoiceLine[] {
  if (lines.length > MOST_LINES) throw new TooManyLines();
  for (const { quantity, unitPrice } of lines.filter((line) => !kept.includes(line))) {
    if (quantity < 1n) throw new QuantityIsZero();
    if (unitPrice.isNegative) throw new PriceIsNegative();
    if (unitPrice.currency !== currency) throw new CurrencyMismatch(`Each price of this invoice must be in ${currency}.`);
  }
  amountsOf(pricedOf(lines), currency); // an amount too large to add up is refused now, not when it is stored
  return lines;
}
