import { type Currency, Money } from '../../../domain/shared/money.js';

const MINUS = '\u2212';

/** Minor units as people read them: `1,234.50`. Exact, with as many decimals as the currency has. */
export function figures(minorUnits: bigint, currency: Currency): string {
  const [digits = ''] = Money.of(minorUnits < 0n ? -minorUnits : minorUnits, currency).toString().split(' ');
  const [whole = '', ...fraction] = digits.split('.');
  return [`${minorUnits < 0n ? MINUS : ''}${grouped(whole)}`, ...fraction].join('.');
}

/** The same with its currency: `EUR 1,234.50`. */
export const amount = (minorUnits: bigint, currency: Currency): string => `${currency} ${figures(minorUnits, currency)}`;

/** `1,234,567` */
export const grouped = (digits: string): string => digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** Hundredths of a percent: `7.5%`. */
export const percent = (hundredths: number): string => `${String(hundredths / 100)}%`;

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** The day in UTC: `1 March 2026`. */
export const dayOf = (moment: Date): string => day.format(moment);
