import { expect } from 'chai';
import type { Page, PageRequest } from '../../application/shared/page.js';

type Listed = { readonly id: string };
type List<Item extends Listed> = (page: PageRequest) => Promise<Page<Item>>;

/** All ids of a list, page by page; `meanwhile` happens between two pages. */
export async function walk<Item extends Listed>(list: List<Item>, limit: number, meanwhile: () => Promise<void> = async () => undefined): Promise<readonly string[]> {
  const seen: string[] = [];
  let next: string | null = null;
  do {
    const page: Page<Item> = await list(next === null ? { limit } : { limit, after: next });
    expect(page.items.length, 'a page is full unless it is the last').to.satisfy((size: number) => (page.next === null ? size <= limit : size === limit));
    seen.push(...page.items.map(({ id }) => id));
    next = page.next;
    if (next !== null) await meanwhile();
  } while (next !== null);
  return seen;
}

/** A key as PostgreSQL's collation "C" compares it: by code points. */
type Key = string | bigint | number;

/** The ids in the order of a key and then of the id, either way round. */
export function idsInOrder<Item extends Listed>(items: readonly Item[], keyOf: (item: Item) => Key, descending: boolean): readonly string[] {
  const compare = (one: Key, other: Key): number =>
    typeof one === 'string' && typeof other === 'string'
      ? Buffer.compare(Buffer.from(one), Buffer.from(other))
      : Number(one > other) - Number(one < other);
  const sorted = items.toSorted((one, other) => compare(keyOf(one), keyOf(other)) || compare(one.id, other.id));
  return (descending ? sorted.toReversed() : sorted).map(({ id }) => id);
}
