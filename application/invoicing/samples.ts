import type { Charge } from '../../domain/invoicing/invoice-line.js';
import { Percentage } from '../../domain/invoicing/percentage.js';
import { type Currency, exponents, Money } from '../../domain/shared/money.js';
import { between, oneOf, type Random } from '../shared/seeded-random.js';

const founders = [
  'Albrecht', 'Baptiste', 'Castellane', 'Dahlgren', 'Eriksen', 'Fontaine', 'Grünwald', 'Haverkamp', 'Iversen', 'Jankowski', 'Kowalczyk', 'Lindqvist',
  'Marchetti', 'Novák', 'Okonkwo', 'Petrović', 'Quintana', 'Rasmussen', 'Sørensen', 'Tanaka', 'Ueda', 'Vandenberghe', 'Whitfield', 'Yılmaz', 'Zanetti',
];
const trades = [
  'Architects', 'Bakery', 'Bicycles', 'Bookbinders', 'Brewing', 'Cabinet Makers', 'Ceramics', 'Dental Care', 'Elevators', 'Farm Supplies', 'Freight',
  'Gardens', 'Glassworks', 'Instruments', 'Joinery', 'Laboratories', 'Logistics', 'Orchards', 'Printing', 'Roofing', 'Solar', 'Surveyors', 'Textiles', 'Vineyards',
];
const forms = ['Ltd', 'GmbH', 'SARL', 'AB', 'BV', 'SpA', 'Inc.', '& Sons', 'AG', 'Oy'];

/** What somebody who buys is called. */
export const companyName = (random: Random): string => `${oneOf(random, founders)} ${oneOf(random, trades)} ${oneOf(random, forms)}`;

const services: readonly (readonly [description: string, least: number, most: number])[] = [
  ['Consulting, per day', 640, 1_450],
  ['Hosting, per month', 29, 420],
  ['Support contract, per month', 90, 900],
  ['Workshop, half a day', 380, 820],
  ['Travel', 18, 640],
  ['Licences, per seat and month', 8, 59],
  ['Migration of data', 900, 6_400],
  ['Security review', 1_800, 7_200],
  ['Printed manuals', 12, 48],
  ['Training, per person', 140, 560],
];
const taxRates = [0, 700, 700, 1900, 1900, 1900, 2000, 2100].map((hundredths) => Percentage.of(hundredths));
const discounts = [0, 0, 0, 0, 500, 1000, 1250].map((hundredths) => Percentage.of(hundredths));

/** Something that is charged for. */
export function chargeIn(currency: Currency, random: Random): Charge {
  const [description, least, most] = oneOf(random, services);
  const minorUnits = Math.round(between(random, least * 20, most * 20) / 20 * 10 ** exponents[currency]);
  return {
    description,
    quantity: BigInt(between(random, 1, 12)),
    unitPrice: Money.of(BigInt(minorUnits) * (currency === 'JPY' ? 150n : 1n), currency),
    taxRate: oneOf(random, taxRates),
    discount: oneOf(random, discounts),
  };
}
