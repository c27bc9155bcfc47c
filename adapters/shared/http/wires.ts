import { refusal } from '../../../domain/shared/domain-error.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { currencies, type Currency, Money } from '../../../domain/shared/money.js';
import { Carries, type Wire } from './fields.js';
import { Misread } from './reading-steps.js';

class TextTooLong extends refusal('invalid', 'http.text-too-long', 'The text is too long in its normal form (NFC)') {}

/** Neither control characters nor lone surrogates: what every text in a request has to keep to. */
export const PLAIN_TEXT = '^[^\\p{Cc}\\p{Cs}]*$';
export const MUST_BE_PLAIN = 'contain no control characters';
/** The same, admitting line breaks (LF) and tabs. */
export const TEXT_WITH_LINES = '^[^\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\p{Cs}]*$';

/** Unicode's normal form C. @throws TextTooLong when that has more than `max` code points. */
export function normalText(text: string, max: number): string {
  const normal = text.normalize('NFC');
  // the schema has bounded what came, but some characters decompose even in NFC
  if (normal.length > max && normal !== text && [...normal].length > max) throw new TextTooLong();
  return normal;
}

const money: Wire<Money, { readonly amountMinor: string; readonly currency: Currency }> = {
  name: 'Money',
  must: 'be a whole number of minor units, of at most 17 digits, as a string such as "12345"',
  schema: {
    type: 'object',
    description: 'An exact amount in minor units of its currency; a string, because JSON numbers lose 64-bit integers.',
    additionalProperties: false,
    required: ['amountMinor', 'currency'],
    properties: {
      amountMinor: { type: 'string', pattern: '^(?:0|-?[1-9][0-9]{0,16})$' },
      currency: { type: 'string', enum: currencies, description: 'ISO 4217' },
    },
    examples: [{ amountMinor: '12345', currency: 'EUR' }],
  },
  read: ({ amountMinor, currency }) => Money.of(BigInt(amountMinor), currency),
  write: ({ minorUnits, currency }) => ({ amountMinor: minorUnits.toString(), currency }),
};

const instant: Wire<Date> = {
  name: 'Instant',
  schema: { type: 'string', format: 'date-time', description: 'RFC 3339, in UTC (Z)', examples: ['2026-11-23T06:38:22.054Z'] },
  read: (json) => new Date(json),
  write: (date) => date.toISOString(),
};

const count: Wire<bigint> = {
  name: 'Count',
  must: 'be a whole number from 0, of at most 18 digits, as a string',
  schema: {
    type: 'string',
    pattern: '^(?:0|[1-9][0-9]{0,17})$',
    description: 'A whole number from 0, as a string',
    examples: ['3'],
  },
  read: BigInt,
  write: String,
};

type IdentifierKind<T extends string> = { from(raw: string): T };

const id = <T extends string>({ from }: IdentifierKind<T>): Wire<T> => ({
  name: 'Id',
  schema: { type: 'string', format: 'uuid', examples: ['01980f3c-5a7e-7c3d-8e4f-0123456789ab'] },
  read: from,
  write: String,
});

export type TextBounds = {
  /** In code points; 0 unless told. */
  readonly min?: number;
  /** In code points. */
  readonly max: number;
  /** Admits line breaks (LF) and tabs. */
  readonly lines?: boolean;
};

const text = ({ min = 0, max, lines = false }: TextBounds): Wire<string> => ({
  name: 'Text',
  must: lines ? 'contain no control characters but line breaks (LF) and tabs' : MUST_BE_PLAIN,
  schema: { type: 'string', minLength: min, maxLength: max, pattern: lines ? TEXT_WITH_LINES : PLAIN_TEXT },
  read: (json) => normalText(json, max),
  write: String,
});

const ids = <T extends string>({ from }: IdentifierKind<T>, max: number): Wire<readonly T[], readonly string[]> => ({
  name: 'Ids',
  schema: { type: 'array', maxItems: max, items: { type: 'string', format: 'uuid' }, examples: [['01980f3c-5a7e-7c3d-8e4f-0123456789ab']] },
  read: (json) => json.map(from),
  write: (all) => all.map(String),
});

export type NamedTextBounds<T> = {
  /** How many there are at most. */
  readonly most: number;
  /** What names match, and what they must, in words. */
  readonly names: { readonly pattern: string; readonly must: string };
  /** Of a value, in code points. */
  readonly max: number;
  readonly description: string;
  readonly example: Readonly<Record<string, string>>;
  /** What is made of them; may refuse with a DomainError. */
  readonly from: (texts: Iterable<readonly [name: string, text: string]>) => T;
};

const textsByName = <T extends ReadonlyMap<string, string>>(name: string, it: NamedTextBounds<T>): Wire<T, Readonly<Record<string, string>>> => ({
  name,
  must: it.names.must,
  schema: {
    type: 'object',
    description: it.description,
    maxProperties: it.most,
    propertyNames: { pattern: it.names.pattern },
    additionalProperties: { type: 'string', maxLength: it.max, pattern: PLAIN_TEXT },
    examples: [it.example],
  },
  read: (json) => it.from(Object.entries(json).map(([member, said]) => [member, normalAt(member, said, it.max)] as const)),
  write: (texts) => Object.fromEntries(texts),
});

function normalAt(member: string, said: string, max: number): string {
  try {
    return normalText(said, max);
  } catch (error) {
    throw Misread.at(member, error);
  }
}

/** Money, as `{ amountMinor, currency }`. */
export const Amount = () => Carries(money);
/** A moment, as RFC 3339 in UTC. */
export const Instant = () => Carries(instant);
/** A whole number from 0 of up to 18 digits, as a string. */
export const Count = () => Carries(count);
/** An identifier, as branded as the domain's: `@Id(InvoiceId) invoiceId!: InvoiceId`. */
export const Id = <T extends string>(kind: IdentifierKind<T>) => Carries(id(kind));
/** A list of identifiers; in a query with commas between them. */
export const Ids = <T extends string>(kind: IdentifierKind<T>, { max }: { readonly max: number }) => Carries(ids(kind, max));
/** An object whose members are not known beforehand, each a text as people write it; called `name` among the components. */
export const TextsByName = <T extends ReadonlyMap<string, string>>(name: string, bounds: NamedTextBounds<T>) => Carries(textsByName(name, bounds));
/** Text as people write it: brought into NFC, without control characters, bounded in code points. */
export const Text = (bounds: TextBounds) => Carries(text(bounds));

const email: Wire<EmailAddress> = {
  name: 'EmailAddress',
  must: 'be an email address',
  schema: {
    type: 'string',
    maxLength: 254,
    pattern: EmailAddress.pattern,
    description: 'An email address',
    examples: ['ada@acme.example'],
  },
  read: EmailAddress.from,
  write: String,
};

/** An email address, in lower case. */
export const Email = () => Carries(email);
