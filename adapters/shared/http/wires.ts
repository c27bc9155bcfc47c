import { refusal } from '../../../domain/shared/domain-error.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { currencies, type Currency, Money } from '../../../domain/shared/money.js';
import { Carries, type Wire } from './fields.js';

class TextTooLong extends refusal('invalid', 'http.text-too-long', 'The text is too long in its normal form (NFC)') {}

/** Neither control characters nor lone surrogates: what every text in a request has to keep to. */
export const PLAIN_TEXT = '^[^\\p{Cc}\\p{Cs}]*$';
export const MUST_BE_PLAIN = 'contain no control characters';
/** The same, admitting line breaks (LF) and tabs. */
const TEXT_WITH_LINES = '^[^\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\p{Cs}]*$';

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

/** Money, as `{ amountMinor, currency }`. */
export const Amount = () => Carries(money);
/** A moment, as RFC 3339 in UTC. */
export const Instant = () => Carries(instant);
/** A whole number from 0 of up to 18 digits, as a string. */
export const Count = () => Carries(count);
/** An identifier, as branded as the domain's: `@Id(InvoiceId) invoiceId!: InvoiceId`. */
export const Id = <T extends string>(kind: IdentifierKind<T>) => Carries(id(kind));
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
