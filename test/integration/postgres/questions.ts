import type { JsonSchema } from '../../../adapters/shared/http/fields.js';

/** What can be asked of an operation beside how much and from where on: a value for each of some members of its query. */
export type Question = Readonly<Record<string, string>>;

/** PostgreSQL plans a prepared statement anew five times; from the sixth on it may settle on one plan for all values. */
export const UNTIL_SETTLED = 6;

/** More filters than this are combined all at once, and not in every way there is. */
const AT_ONCE = 2;

type Member = { readonly name: string; readonly values: readonly string[]; readonly isClosed: boolean; readonly isAlwaysThere: boolean };

/**
 * Every sort with every two filters and with all of them. Each value of a closed list makes a question of another kind,
 * as it may be written into the statement; of other filters the crowd has values, which take turns. Each kind is asked
 * until its plan has settled.
 * @throws when nobody says what values to ask for.
 */
export function questionsOf(schema: JsonSchema, valuesOf: (name: string) => readonly string[]): readonly Question[] {
  const members = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>)
    .filter(([name]) => name !== 'limit' && name !== 'cursor')
    .map(([name, member]): Member => {
      const closed = closedListOf(member);
      return { name, values: closed ?? valuesOf(name), isClosed: closed !== null, isAlwaysThere: 'default' in member };
    });
  const sorted = members.filter(({ isAlwaysThere }) => isAlwaysThere).reduce<readonly Question[]>(eachWith, [{}]);
  const filters = subsetsOf(members.filter(({ isAlwaysThere }) => !isAlwaysThere));
  const kinds = sorted.flatMap((sort) => filters.flatMap((chosen) => chosen.filter(({ isClosed }) => isClosed).reduce(eachWith, [sort]).map((kind) => ({ kind, chosen }))));
  return kinds.flatMap(({ kind, chosen }) => inTurn(chosen.filter(({ isClosed }) => !isClosed)).map((filter) => ({ ...kind, ...filter })));
}

function closedListOf({ enum: list, type }: JsonSchema): readonly string[] | null {
  if (type === 'boolean') return ['true', 'false'];
  return Array.isArray(list) ? list.map(String) : null;
}

const eachWith = (questions: readonly Question[], { name, values }: Member): readonly Question[] =>
  questions.flatMap((question) => values.map((value) => ({ ...question, [name]: value })));

function subsetsOf(members: readonly Member[]): readonly (readonly Member[])[] {
  const all = members.reduce<readonly (readonly Member[])[]>((subsets, member) => [...subsets, ...subsets.map((some) => [...some, member])], [[]]);
  return all.filter(({ length }) => length <= AT_ONCE || length === members.length);
}

/** All combinations of the members' values, over and over, until there are enough; one, over and over, where there is nothing to combine. */
function inTurn(members: readonly Member[]): readonly Question[] {
  const combinations = members.reduce<readonly Question[]>(eachWith, [{}]);
  const count = Math.max(UNTIL_SETTLED, combinations.length);
  return Array.from({ length: count }, (_, turn) => combinations[turn % combinations.length] ?? {});
}
