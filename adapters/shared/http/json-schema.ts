import { validationMetadataArrayToSchemas } from 'class-validator-jsonschema';
import type { AnyWire, JsonSchema, Marks, Shape } from './fields.js';
import { type Constraint, type Member, membersOf } from './members.js';
import { PLAIN_TEXT } from './wires.js';

export const COMPONENTS = '#/components/schemas/';

/** Where nested shapes and wires of objects are: by reference in a document, in place for a checker. */
export type Placing = {
  shape(shape: Shape): JsonSchema;
  wire(wire: AnyWire): JsonSchema;
  /** The JSON of a member's initial value. */
  initial(shape: Shape, member: Member): unknown;
};

/** The JSON Schema (2020-12) of a shape: exactly what its decorators check, and nothing unknown beside. */
export function schemaOf(shape: Shape, placing: Placing): JsonSchema {
  const members = membersOf(shape);
  const required = members.filter(({ optional, initial }) => !optional && initial === undefined).map(({ name }) => name);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(members.map((member) => [member.name, schemaOfMember(shape, member, placing)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** Whether a member is a text that came without a wire or a closed list: it is then held to be plain. */
export const isPlainText = ({ constraints }: Member): boolean =>
  constraints.some(({ name }) => TEXTUAL.has(name)) && !constraints.some(({ name }) => name === 'isIn' || name === 'equals');
const TEXTUAL = new Set(['isString', 'isLength', 'minLength', 'maxLength', 'matches']);

function schemaOfMember(shape: Shape, member: Member, placing: Placing): JsonSchema {
  const place = `${shape.name}.${member.name}`;
  const converted = converts(member.constraints, placing);
  if (['type', 'enum', 'const', '$ref', 'anyOf'].every((keyword) => converted[keyword] === undefined)) {
    throw new Error(`${place}: its decorators say nothing about its type.`);
  }
  const plain = isPlainText(member) ? keptPlain(converted) : converted;
  const told = Object.assign({}, ...member.constraints.map(({ marks }) => toldBy(marks))) as JsonSchema;
  return {
    ...(member.nullable ? orNull(plain) : plain),
    ...(member.initial === undefined ? {} : { default: placing.initial(shape, member) }),
    ...told,
  };
}

function converts(constraints: readonly Constraint[], placing: Placing): JsonSchema {
  const target = Function;
  // the library reads its own shape of class-validator's metadata; every member is converted by itself, so nothing merges
  const metadata = constraints.map((constraint) => ({
    ...constraint,
    target,
    type: constraint.name,
    propertyName: 'it',
    context: constraint.marks,
  }));
  const schemas = validationMetadataArrayToSchemas(metadata as never, {
    additionalConverters: {
      told: {},
      single: {},
      isDefined: {},
      conditionalValidation: {},
      equals: ({ constraints: [value] }) => ({ const: value as string }),
      isIn: ({ constraints: [values] }) => ({ ...oneTypeOf(values as readonly unknown[]), enum: values as string[] }),
      min: ({ constraints: [minimum] }) => ({ minimum: minimum as number }),
      max: ({ constraints: [maximum] }) => ({ maximum: maximum as number }),
      carries: (meta) => {
        const { wire } = marksOf(meta);
        return (wire === undefined ? {} : placing.wire(wire)) as Converted;
      },
      nestedValidation: (meta) => {
        const { of } = marksOf(meta);
        return (of === undefined ? {} : placing.shape(of())) as Converted;
      },
    },
  });
  return (schemas[target.name]?.properties?.['it'] ?? {}) as JsonSchema;
}

type Converted = ReturnType<typeof validationMetadataArrayToSchemas>[string];
const marksOf = ({ context }: { readonly context?: unknown }): Marks => (context ?? {}) as Marks;

function oneTypeOf(values: readonly unknown[]): JsonSchema {
  const types = [...new Set(values.map((value) => typeof value))];
  if (types.length !== 1 || !['string', 'number', 'boolean'].includes(types[0] as string)) {
    throw new Error(`@IsIn takes strings, or numbers, or booleans, not ${types.join(' and ')}.`);
  }
  return { type: types[0] };
}

function keptPlain(schema: JsonSchema): JsonSchema {
  if (schema['type'] === 'array') return { ...schema, items: keptPlain(schema['items'] as JsonSchema) };
  return schema['pattern'] === undefined ? { ...schema, pattern: PLAIN_TEXT } : { ...schema, allOf: [{ pattern: PLAIN_TEXT }] };
}

function orNull(schema: JsonSchema): JsonSchema {
  const { type, const: only, enum: values, ...rest } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const closed = values === undefined ? (only === undefined ? null : [only]) : (values as readonly unknown[]);
  return { ...rest, type: [type, 'null'], ...(closed === null ? {} : { enum: [...closed, null] }) };
}

const toldBy = ({ example, meaning }: Marks): JsonSchema => ({
  ...(example === undefined ? {} : { examples: [example] }),
  ...(meaning === undefined ? {} : { description: meaning }),
});

/** @throws Error that names the first text, list or number in a request's schema that has no bound. */
export function refuseUnbounded(place: string, schema: JsonSchema): void {
  const { type, properties, additionalProperties: others, items, anyOf } = schema as {
    readonly type?: string | readonly string[];
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly additionalProperties?: boolean | JsonSchema;
    readonly items?: JsonSchema;
    readonly anyOf?: readonly JsonSchema[];
  };
  const is = (name: string) => type === name || (Array.isArray(type) && type.includes(name));
  const says = (keyword: string) => schema[keyword] !== undefined;
  const closed = says('enum') || says('const');
  const pattern = typeof schema['pattern'] === 'string' && !/(?<!\\)[*+]|\{\d+,\}/.test(schema['pattern']);
  if (is('string') && !closed && !says('maxLength') && !says('format') && !pattern)
    throw new Error(`${place}: a text in a request needs a maximum length.`);
  if ((is('integer') || is('number')) && !closed && !(says('minimum') && says('maximum')))
    throw new Error(`${place}: a number in a request needs @Min and @Max.`);
  if (is('array') && !says('maxItems')) throw new Error(`${place}: a list in a request needs a maximum size.`);
  if (is('array') && Object.keys(items ?? {}).length === 0)
    throw new Error(`${place}: nothing is said about the items of the list.`);
  for (const [name, member] of Object.entries(properties ?? {})) refuseUnbounded(`${place}.${name}`, member);
  if (typeof others === 'object') {
    if (!says('maxProperties') || !says('propertyNames')) throw new Error(`${place}: an object of any members in a request needs a maximum of them, and names.`);
    refuseUnbounded(`${place}.*`, { type: 'string', ...(schema['propertyNames'] as JsonSchema) });
    refuseUnbounded(`${place}.*`, others);
  }
  if (items !== undefined) refuseUnbounded(`${place}[]`, items);
  for (const one of anyOf ?? []) refuseUnbounded(place, one);
}
