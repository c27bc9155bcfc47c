import fc from 'fast-check';
import type { JsonSchema } from '../../adapters/shared/http/fields.js';

type Readable = {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Readable[];
  readonly oneOf?: readonly Readable[];
  readonly properties?: Readonly<Record<string, Readable>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Readable;
  readonly propertyNames?: Readable;
  readonly items?: Readable;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
};

/** Ids that may stand for a member of this name. */
export type KnownIds = (name: string) => readonly string[];

/** JSON that fits a schema, out to its bounds: the largest amounts, the first and the last moment, the longest texts. */
export function validFor(schema: JsonSchema, idsFor: KnownIds, name = ''): fc.Arbitrary<unknown> {
  const it = schema as Readable;
  const [type, ...orNull] = [it.type ?? []].flat();
  if (it.const !== undefined) return fc.constant(it.const);
  const examples = (it.examples ?? []).map((example) => fc.constant(example));
  if (it.enum !== undefined) return fc.oneof(fc.constantFrom(...it.enum), ...examples);
  const kinds = it.anyOf ?? it.oneOf;
  if (kinds !== undefined) return fc.oneof(...kinds.map((kind) => validFor(kind, idsFor, name)));
  const value = fc.oneof(ofType(type, it, idsFor, name), ...(type === 'object' ? examples : []));
  return orNull.includes('null') ? fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) }) : value;
}

function ofType(type: string | undefined, it: Readable, idsFor: KnownIds, name: string): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object': {
      // few, so that the longest values stay within what all may have together
      if (it.additionalProperties !== undefined && it.additionalProperties !== false)
        return fc.dictionary(textFor(it.propertyNames ?? {}, []), validFor(it.additionalProperties, idsFor, name), { maxKeys: 4, noNullPrototype: true });
      const members = Object.entries(it.properties ?? {}).map(
        ([member, schema]) => [member, validFor(schema, idsFor, member)] as const,
      );
      return fc.record(Object.fromEntries(members), { requiredKeys: [...(it.required ?? [])] as never[], noNullPrototype: true });
    }
    case 'array': {
      const { items = {}, minItems: minLength = 0, maxItems: maxLength = 10 } = it;
      return fc.array(validFor(items, idsFor, name), { minLength, maxLength, size: 'small' });
    }
    case 'integer':
      return fc.integer({ min: it.minimum ?? 0, max: it.maximum ?? 1_000 });
    case 'number':
      return fc.double({ min: it.minimum ?? 0, max: it.maximum ?? 1_000, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return textFor(it, idsFor(name));
  }
}

const moments = [
  '0001-01-01T00:00:00Z',
  '0099-12-31T23:59:59.999Z',
  '1582-10-10T00:00:00Z',
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
];

function textFor(
  { format, pattern, examples = [], minLength = 0, maxLength = 200 }: Readable,
  ids: readonly string[],
): fc.Arbitrary<string> {
  if (format === 'uuid')
    return ids.length === 0
      ? fc.uuid()
      : fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() });
  if (format === 'date-time')
    return fc.oneof(
      fc.constantFrom(...moments),
      fc
        .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    );
  const known = examples as readonly string[];
  const knownOnes = known.length === 0 ? [] : [fc.constantFrom(...known)];
  // a pattern that speaks of Unicode's classes admits nearly all: texts are tried against it
  if (pattern !== undefined && !pattern.includes('\\p{')) return fc.oneof(fc.stringMatching(new RegExp(pattern)), ...knownOnes);
  const fits = (text: string) =>
    [...text].length >= minLength &&
    [...text].length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));
  const generated = [
    fc.string({ unit: 'grapheme', minLength, maxLength, size: 'medium' }),
    fc.string({ unit: 'binary', minLength, maxLength }),
    fc.constantFrom('x', '𝒜', 'ﷺ', "O'Brien", '\u202etxet').map((one) => one.repeat(Math.floor(maxLength / one.length))),
    ...knownOnes,
  ];
  return fc.oneof(...generated).map((text) => (fits(text) ? text : (known[0] ?? 'text'.padEnd(minLength))));
}

/** The same JSON with one value for all texts of one name: so that the currencies of an invoice agree. */
export function agreeing(json: unknown, agreed = new Map<string, unknown>()): unknown {
  if (Array.isArray(json)) return json.map((item) => agreeing(item, agreed));
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).map(([name, value]) => {
    if (typeof value === 'string' && !agreed.has(name)) agreed.set(name, value);
    return [name, typeof value === 'string' ? agreed.get(name) : agreeing(value, agreed)];
  });
  return Object.fromEntries(members) as unknown;
}
