import { Percentage } from '../../../domain/invoicing/percentage.js';
import { Carries, type Wire } from '../../shared/http/fields.js';

const percentage: Wire<Percentage> = {
  name: 'Percentage',
  must: 'be a percentage from 0 to 100 with two decimals at most, as a string such as "19.00"',
  schema: {
    type: 'string',
    pattern: '^(?:100(?:\\.0{1,2})?|(?:0|[1-9][0-9]?)(?:\\.[0-9]{1,2})?)$',
    description: 'A percentage from 0 to 100, to two decimals; a string, because JSON numbers are not exact.',
    examples: ['19.00'],
  },
  read(json) {
    const [whole = '', decimals = ''] = json.split('.');
    return Percentage.of(Number(whole + decimals.padEnd(2, '0')));
  },
  write: (hundredths) => `${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`,
};

const sum: Wire<bigint> = {
  name: 'Sum',
  schema: {
    type: 'string',
    pattern: '^(?:0|[1-9][0-9]{0,36})$',
    description: 'A sum in minor units of its currency. It may have more digits than one amount.',
    examples: ['12345'],
  },
  read: BigInt,
  write: String,
};

/** A percentage with two decimals, as a string: `"19.00"`. */
export const Percent = () => Carries(percentage);
/** A sum of amounts in minor units, as a string. */
export const Sum = () => Carries(sum);
