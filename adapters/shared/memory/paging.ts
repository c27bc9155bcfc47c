import type { Page, PageRequest } from '../../../application/shared/page.js';

type Key = string | number | bigint;

/**
 * The page of a list that is sorted by a key and then by id, either way round: what a repository does with an index.
 * A page ends at an item's place, not at its number, so that what is inserted meanwhile moves nothing.
 */
export function pageOf<Item extends { readonly id: string }>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
  descending: boolean,
  { limit, after }: PageRequest,
): Page<Item> {
  const way = descending ? -1 : 1;
  const order = ([key, id]: Place, [otherKey, otherId]: Place): number =>
    way * (compare(key, otherKey) || compare(id, otherId));
  const sorted = [...items].map((item) => ({ item, place: [keyOf(item), item.id] as Place }));
  sorted.sort((one, other) => order(one.place, other.place));
  const start = after === undefined ? null : placeIn(after, sorted[0]?.place[0]);
  const rest = start === null ? sorted : sorted.filter(({ place }) => order(place, start) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    next: rest.length > limit && last !== undefined ? JSON.stringify([String(last.place[0]), last.place[1]]) : null,
  };
}

type Place = readonly [key: Key, id: string];

/** Texts by their code points, as PostgreSQL's collation "C" does; by UTF-16 units, U+1F680 would come before U+FF5E. */
function compare(one: Key, other: Key): number {
  if (typeof one === 'string' && typeof other === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return one < other ? -1 : one > other ? 1 : 0;
}

function placeIn(position: string, like: Key | undefined): Place {
  const [key, id] = JSON.parse(position) as [string, string];
  return [typeof like === 'bigint' ? BigInt(key) : typeof like === 'number' ? Number(key) : key, id];
}
