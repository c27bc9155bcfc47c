import { type FragmentSqlToken, sql } from 'slonik';
import type { Page, PageRequest, Position } from '../../../application/shared/page.js';

/** Where a row stands in a list that is sorted by a key and then by id; the key as PostgreSQL writes it. */
export type Place = { readonly key: string; readonly id: string };

/**
 * Keyset pagination: how a list goes on after a position, through the index on (tenant_id, …, key, id).
 * One row more than asked for says whether there is a next page.
 */
export function after(position: Position | undefined, key: FragmentSqlToken, type: FragmentSqlToken, descending: boolean): FragmentSqlToken {
  if (position === undefined) return sql.fragment`true`;
  const { key: start, id } = JSON.parse(position) as Place;
  return descending
    ? sql.fragment`(${key}, id) < (${start}::${type}, ${id}::uuid)`
    : sql.fragment`(${key}, id) > (${start}::${type}, ${id}::uuid)`;
}

/** The page that these rows are, of which one more than the limit was asked for. */
export function pageOf<Row, Item>(rows: readonly Row[], { limit }: PageRequest, item: (row: Row) => Item, placeOf: (row: Row) => Place): Page<Item> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(item), next: rows.length > limit && last !== undefined ? JSON.stringify(placeOf(last)) : null };
}
