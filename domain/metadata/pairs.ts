import { InvalidPairs, PairsTooLarge } from './metadata-refusals.js';

declare const pairs: unique symbol;

/** What is noted on a resource: values by their names, in the order of the names, within their bounds. */
export type Pairs = ReadonlyMap<string, string> & { readonly [pairs]: true };

export const Pairs = {
  most: 50,
  /** Begins with a letter; 40 characters at most. */
  namePattern: '^[a-zA-Z][a-zA-Z0-9_.\\-]{0,39}$',
  /** In code points. */
  longestValue: 500,

  /** @throws InvalidPairs when there are too many, or one has no such name or value; PairsTooLarge beyond 16 KiB in all */
  from(given: Iterable<readonly [name: string, value: string]>): Pairs {
    const made = new Map([...given].toSorted(([one], [other]) => (one < other ? -1 : 1)));
    if (made.size > Pairs.most) throw new InvalidPairs(`There are at most ${Pairs.most} pairs.`);
    let bytes = 0;
    for (const [name, value] of made) {
      if (!NAME.test(name)) throw new InvalidPairs('A name begins with a letter and has at most 40 letters, digits, underscores, dots and hyphens.');
      if (value.length > Pairs.longestValue && [...value].length > Pairs.longestValue) throw new InvalidPairs(`A value has at most ${Pairs.longestValue} characters.`);
      bytes += name.length + encoder.encode(value).length;
    }
    if (bytes > MOST_BYTES) throw new PairsTooLarge();
    return made as unknown as Pairs;
  },
};

const NAME = new RegExp(Pairs.namePattern, 'u');
const MOST_BYTES = 16 * 1024;
const encoder = new TextEncoder();

/** Nothing. */
export const noPairs = Pairs.from([]);

/** The names whose values differ, in their order. */
export const namesChanged = (before: Pairs, after: Pairs): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).toSorted();
