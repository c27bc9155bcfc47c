import { DomainError, refusal } from '../../domain/shared/domain-error.js';
import { currencies, type Currency, Money } from '../../domain/shared/money.js';

/** How one member of a JSON object is read and written: what leaves the process as JSON comes back as what it was. */
export type Member<Value> = {
  /** Null when it is something else. */
  read(raw: unknown): Value | null;
  write(value: Value): unknown;
  /** Continues "… must be". */
  readonly expects: string;
};

export type Members = Readonly<Record<string, Member<unknown>>>;

/** What an object of these members is. */
export type Read<M extends Members> = { readonly [Name in keyof M]: M[Name] extends Member<infer Value> ? Value : never };

/** What a job or an event carries is not what was declared. */
export class MembersRefused extends refusal('invalid', 'shared.members-refused', 'What is carried is not what is declared') {}

const asItIs = <Value>(isOne: (raw: unknown) => boolean, expects: string): Member<Value> => ({
  read: (raw) => (isOne(raw) ? (raw as Value) : null),
  write: (value) => value,
  expects,
});

const LONGEST_TEXT = 2_000;

/** Of characters that every store can keep: jsonb knows neither NUL nor half a pair. */
export const text: Member<string> = asItIs(
  (raw) => typeof raw === 'string' && raw.length <= LONGEST_TEXT && raw.isWellFormed() && !raw.includes('\0'),
  `a text of ${LONGEST_TEXT} characters at most`,
);
export const whole: Member<number> = asItIs(Number.isSafeInteger, 'a whole number');
export const flag: Member<boolean> = asItIs((raw) => typeof raw === 'boolean', 'true or false');

/** A moment, as RFC 3339 writes it in UTC. */
export const instant: Member<Date> = {
  read(raw) {
    if (typeof raw !== 'string' || !/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(raw)) return null;
    const moment = new Date(raw);
    // 30 February would be read as 2 March
    return Number.isNaN(moment.getTime()) || moment.getUTCDate() !== Number(raw.slice(8, 10)) ? null : moment;
  },
  write: (moment) => (Number.isNaN(moment.getTime()) ? null : moment.toISOString()),
  expects: 'a moment in UTC',
};

const WHOLE_AMOUNT = /^(?:0|-?[1-9]\d{0,16})$/;

/** An exact amount, as a store keeps it in an event, or as the API writes it. */
export const money: Member<Money> = {
  read(raw) {
    if (typeof raw !== 'object' || raw === null) return null;
    const { currency, amountMinor, minorUnits = amountMinor } = raw as Readonly<Record<string, unknown>>;
    if (typeof minorUnits !== 'string' || !WHOLE_AMOUNT.test(minorUnits) || !currencies.includes(currency as Currency)) return null;
    return Money.of(BigInt(minorUnits), currency as Currency);
  },
  write: ({ minorUnits, currency }) => ({ amountMinor: minorUnits.toString(), currency }),
  expects: 'an amount of money',
};

/** Several texts, 100 at most. */
export const texts: Member<readonly string[]> = asItIs(
  (raw) => Array.isArray(raw) && raw.length <= 100 && raw.every((one) => text.read(one) !== null),
  'a list of texts',
);

/** An identifier: `idOf(InvoiceId)`. */
export const idOf = <Id extends string>(kind: { from(raw: string): Id }): Member<Id> => ({
  read(raw) {
    try {
      return typeof raw === 'string' ? kind.from(raw) : null;
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  },
  write: (id) => id,
  expects: 'a UUID',
});

/**
 * An object of these members, read from JSON. `others` says whether it may have more: an event is told to whoever
 * listens, a job's data are for one handler.
 * @throws MembersRefused naming the first member that is missing, wrong or unknown
 */
export function readMembers<M extends Members>(members: M, raw: unknown, others: 'refused' | 'ignored'): Read<M> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new MembersRefused('It must be an object.');
  const given = raw as Readonly<Record<string, unknown>>;
  const unknown = others === 'refused' ? Object.keys(given).find((name) => !Object.hasOwn(members, name)) : undefined;
  if (unknown !== undefined) throw new MembersRefused(`It has no member ${unknown.slice(0, 100)}.`);
  const read = Object.entries(members).map(([name, member]) => {
    const value: unknown = Object.hasOwn(given, name) ? member.read(given[name]) : null;
    if (value === null) throw new MembersRefused(`${name} must be ${member.expects}.`);
    return [name, value] as const;
  });
  return Object.fromEntries(read) as Read<M>;
}

/** The same, the other way. */
export const writtenMembers = <M extends Members>(members: M, value: Read<M>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(members).map(([name, member]) => [name, member.write(value[name])]));

/** Of an object from JSON the members that are declared and there, as JSON; what is wrong is as good as not there. */
export function declaredMembers(members: Members, raw: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const found = Object.entries(members).flatMap(([name, member]) => {
    const value = Object.hasOwn(raw, name) ? member.read(raw[name]) : null;
    return value === null ? [] : [[name, member.write(value)] as const];
  });
  return Object.fromEntries(found);
}
