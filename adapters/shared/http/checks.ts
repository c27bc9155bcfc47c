import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Fault, faultsFrom } from './faults.js';
import type { AnyWire, JsonSchema } from './fields.js';
import { MUST_BE_PLAIN, PLAIN_TEXT } from './wires.js';

/** What JSON Schema leaves to us. `email` and `uri` only inform: a pattern beside them decides. */
const FORMATS = {
  uuid: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  'date-time': { type: 'string', validate: isInstant },
  email: true,
  uri: true,
} as const;

/** Up to milliseconds, in UTC, and a moment that exists: no 31 February, no year 0. */
function isInstant(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 19));
}

/** A schema, compiled. */
export type Check = {
  readonly schema: JsonSchema;
  /** Stops at the first fault. */
  readonly admits: (json: unknown) => boolean;
  /** What is wrong: everything in a small value, the first fault in a large one; nothing when it fits. */
  faultsIn(json: unknown): readonly Fault[];
};

/** Compiles schemas, each once. */
export class Checks {
  readonly #failFast = ajv(false);
  readonly #explaining = ajv(true);
  readonly #made = new Map<object, Check>();
  /** What a text must, by the pattern that it does not match. */
  readonly #musts = new Map([[PLAIN_TEXT, MUST_BE_PLAIN]]);

  /** From now on, whoever does not match the wire's pattern is told in its words. */
  explain({ schema, must }: AnyWire): void {
    if (must === undefined) return;
    const { pattern, properties = {}, propertyNames } = schema as Patterned;
    for (const one of [pattern, propertyNames?.pattern, ...Object.values(properties).map((member) => member.pattern)])
      if (one !== undefined) this.#musts.set(one, must);
  }

  /** @param key stands for the schema, which is asked for only once. */
  of(key: object, schemaFor: () => JsonSchema): Check {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const schema = schemaFor();
    const first = this.#failFast.compile(schema);
    // needed for faulty requests only, if ever
    let every: ValidateFunction | null = null;
    const check: Check = {
      schema,
      admits: (json) => first(json),
      faultsIn: (json) => {
        const explain = isSmall(json) ? (every ??= this.#explaining.compile(schema)) : first;
        explain(json);
        return faultsFrom(explain.errors, this.#musts);
      },
    };
    this.#made.set(key, check);
    return check;
  }
}

type Patterned = {
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Patterned>>;
  readonly propertyNames?: Patterned;
};

const ajv = (allErrors: boolean): Ajv2020 =>
  new Ajv2020({
    allErrors,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    validateSchema: false,
    allowUnionTypes: true,
    addUsedSchema: false,
    formats: FORMATS,
  });

/** All faults at once cost ajv the square of their number: a larger request hears of the first alone. */
function isSmall(json: unknown, left = { values: 500 }): boolean {
  if (typeof json !== 'object' || json === null) return true;
  for (const name in json) if (--left.values < 0 || !isSmall((json as Record<string, unknown>)[name], left)) return false;
  return true;
}
