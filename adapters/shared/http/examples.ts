import type { JsonSchema, Shape } from './fields.js';
import type { Shapes } from './schemas.js';

/**
 * An example of a shape's JSON, made of its members' examples, closed lists and bounds.
 * @throws Error that names the members for which none can be derived.
 */
export function exampleOf(shape: Shape, shapes: Shapes): unknown {
  const example = from(shapes.expanded(shape));
  const faults = shapes.faultsIn(shape, example);
  if (faults.length > 0)
    throw new Error(`${shape.name}: give an @Example for ${faults.map(({ pointer }) => pointer).join(', ')}.`);
  return example;
}

type Readable = {
  readonly type?: string | readonly string[];
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
};

function from(schema: JsonSchema): unknown {
  const it = schema as Readable;
  if (it.examples !== undefined) return it.examples[0];
  if (it.const !== undefined) return it.const;
  if (it.default !== undefined && it.default !== null) return it.default;
  if (it.enum !== undefined) return it.enum[0];
  const [first] = it.anyOf ?? [];
  if (first !== undefined) return from(first);
  switch (Array.isArray(it.type) ? it.type[0] : it.type) {
    case 'object':
      return Object.fromEntries(Object.entries(it.properties ?? {}).map(([name, member]) => [name, from(member)]));
    case 'array':
      return it.maxItems === 0 ? [] : [from(it.items ?? {})];
    case 'integer':
    case 'number':
      return it.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return 'text'.padEnd(it.minLength ?? 0, ' text').slice(0, it.maxLength ?? 80);
  }
}
