import pg, { type FieldDef } from 'pg';
import { prepareValue } from 'pg/lib/utils.js';

/** A row as PostgreSQL sent it, each value in its text form. */
export type RawRow = readonly (string | null)[];
export type Row = Record<string, unknown>;
export type RowReader = (raw: RawRow) => Row;

type Parse = (text: string) => unknown;

const asSent: Parse = (text) => text;

const anyInstant = pg.types.getTypeParser(1184, 'text') as Parse;

/** Where we differ from pg: nothing loses digits, and a calendar date is no instant. By type OID of pg_type. */
const ours: ReadonlyMap<number, Parse> = new Map([
  [20, BigInt], // int8
  [1082, asSent], // date
  [1114, asSent], // timestamp, which has no zone
  [1184, instant], // timestamptz
  [1700, asSent], // numeric
]);

/** int8 → bigint, timestamptz → Date, json → what it says, other numbers → number, all else as text. */
export function readerOf(fields: readonly FieldDef[]): RowReader {
  const names = fields.map(({ name }) => name);
  const parsers = fields.map(({ dataTypeID }) => ours.get(dataTypeID) ?? (pg.types.getTypeParser(dataTypeID, 'text') as Parse));
  return (raw) => {
    const row: Row = {};
    for (let i = 0; i < names.length; i++) {
      const text = raw[i] ?? null;
      row[names[i] as string] = text === null ? null : (parsers[i] as Parse)(text);
    }
    return row;
  };
}

/** What PostgreSQL writes in a session in UTC is read at its fixed places, as a page of a list has dozens; else as pg does. */
function instant(text: string): unknown {
  const end = text.length - 3;
  if (end < 19 || end > 26 || text[0] === '0' || text[4] !== '-' || !text.endsWith('+00')) return anyInstant(text);
  const one = (at: number) => (at < end ? text.charCodeAt(at) - 48 : 0);
  const two = (at: number) => one(at) * 10 + one(at + 1);
  const milliseconds = one(20) * 100 + one(21) * 10 + one(22);
  return new Date(Date.UTC(two(0) * 100 + two(2), two(5) - 1, two(8), two(11), two(14), two(17), milliseconds));
}

/** The form in which a value travels. Throws what cannot travel, so that no flight is sent in part. */
export const written = (values: readonly unknown[]): WrittenValue[] => values.map(prepareValue);

export type WrittenValue = string | Buffer | null;
