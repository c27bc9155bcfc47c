import type { Money } from '../shared/money.js';
import { PercentageOutOfRange } from './invoicing-refusals.js';

declare const percentage: unique symbol;

/** From 0 to 100 percent, to two decimals: held in hundredths of a percent, so that 1900 is 19 %. */
export type Percentage = number & { readonly [percentage]: true };

const WHOLE = 100_00;

export const Percentage = {
  /** @throws PercentageOutOfRange */
  of(hundredths: number): Percentage {
    if (!Number.isInteger(hundredths) || hundredths < 0 || hundredths > WHOLE) throw new PercentageOutOfRange();
    return hundredths as Percentage;
  },

  none: 0 as Percentage,
};

/** So much of an amount, rounded to a minor unit, half away from zero. */
export const shareOf = (amount: Money, rate: Percentage): Money => amount.portion(BigInt(rate), BigInt(WHOLE));
