import { Checks } from './checks.js';
import type { Fault } from './faults.js';
import type { JsonSchema, Shape } from './fields.js';
import { COMPONENTS, isPlainText, type Placing, refuseUnbounded, schemaOf } from './json-schema.js';
import { jsonText, type Text, wireText } from './json-text.js';
import { type Member, membersOf } from './members.js';
import { castOf, inList, inPlace, type Members, Misread, type Step, stepped } from './reading-steps.js';
import { normalText } from './wires.js';

export type Read<T> = { readonly value: T } | { readonly faults: readonly Fault[] };
export type Reader<T> = (json: unknown) => Read<T>;
/** Gives JSON text. @throws Error when the value lacks what its shape promises: that is a defect. */
export type Writer<T> = (value: T) => string;

/**
 * Everything that is derived from shapes, made once when the process starts: schemas, readers, writers.
 * A shape that cannot be checked exactly as it is declared stops the process here.
 */
export class Shapes {
  readonly #components = new Map<string, { readonly of: unknown; readonly schema: JsonSchema }>();
  readonly #checks = new Checks();
  readonly #steps = new Map<Shape, Step | null>();
  readonly #writers = new Map<Shape, Writer<never>>();

  /** Every shape seen so far, and the wires of objects, as OpenAPI's components. */
  get schemas(): Readonly<Record<string, JsonSchema>> {
    const names = [...this.#components.keys()].toSorted();
    return Object.fromEntries(names.map((name) => [name, this.#components.get(name)?.schema ?? {}]));
  }

  /** A shape's own schema, without references. */
  expanded(shape: Shape): JsonSchema {
    return schemaOf(shape, this.#inPlace([shape]));
  }

  /** A reference to the shape among the components. @throws Error when another shape has the same name. */
  reference(shape: Shape): JsonSchema {
    return this.#component(shape.name, shape, () => {
      this.expanded(shape);
      return schemaOf(shape, this.#byReference());
    });
  }

  /** From parsed JSON to the shape's own types, in place, or what is wrong with it. */
  reader<T>(shape: Shape<T>): Reader<T> {
    this.reference(shape);
    const check = this.#checks.of(shape, () => this.expanded(shape));
    refuseUnbounded(shape.name, check.schema);
    const step = this.#stepOf(shape);
    return (json) => {
      if (!check.admits(json)) return { faults: check.faultsIn(json) };
      if (step === null) return { value: json as T };
      try {
        step(json as Members);
        return { value: json as T };
      } catch (error) {
        if (error instanceof Misread) return { faults: [error.fault()] };
        throw error;
      }
    };
  }

  /** The same for a query string: from text to numbers, booleans and lists, exactly where the shape says so. */
  queryReader<T>(shape: Shape<T>): Reader<T> {
    const read = this.reader(shape);
    const casts = new Map(membersOf(shape).map((member) => [member.name, castOf(member)]));
    return (query) => {
      const cast: Members = Object.create(null) as Members;
      for (const [name, text] of Object.entries(query as Record<string, string>)) cast[name] = casts.get(name)?.(text) ?? text;
      return read(cast);
    };
  }

  /** From a value to the JSON text of exactly the members that the shape declares. */
  writer<T>(shape: Shape<T>): Writer<T> {
    const known = this.#writers.get(shape);
    if (known !== undefined) return known as Writer<T>;
    this.reference(shape);
    const members = membersOf(shape).map((member) => ({
      ...member,
      key: `${JSON.stringify(member.name)}:`,
      text: this.#memberWriter(member),
    }));
    const write = (value: T): string => {
      let out = '';
      for (const { name, key, text, optional, nullable } of members) {
        const member = (value as Members)[name];
        if (member === undefined) {
          if (optional) continue;
          throw new Error(`The answer lacks ${shape.name}.${name}.`);
        }
        if (member === null && !nullable) throw new Error(`The answer has null for ${shape.name}.${name}.`);
        out += `${out === '' ? '' : ','}${key}${member === null ? 'null' : text(member)}`;
      }
      return `{${out}}`;
    };
    this.#writers.set(shape, write);
    return write;
  }

  /** What is wrong with a JSON value as a shape; nothing when it fits. For tests of answers. */
  faultsIn(shape: Shape, json: unknown): readonly Fault[] {
    return this.#checks.of(shape, () => this.expanded(shape)).faultsIn(json);
  }

  #memberWriter({ constraints }: Member): Text {
    const list = (each: boolean, one: Text): Text =>
      each ? (values) => `[${(values as readonly unknown[]).map(one).join(',')}]` : one;
    for (const { marks, each } of constraints) {
      const { wire, of } = marks;
      if (wire !== undefined) return wireText(wire);
      if (of !== undefined) return list(each, this.writer(of()) as Text);
    }
    return jsonText;
  }

  /** What makes values of JSON, or null when the JSON already is the value. */
  #stepOf(shape: Shape): Step | null {
    const known = this.#steps.get(shape);
    if (known !== undefined) return known;
    const steps = membersOf(shape).flatMap((member) => {
      const step = this.#memberStep(member);
      const { name, initial } = member;
      const whenThere: Step[] =
        step === null ? [] : [(it) => (it[name] === undefined || it[name] === null ? undefined : step(it))];
      // cloned for every request, so that none can touch another's
      const initially: Step = (it) => {
        if (it[name] === undefined) it[name] = typeof initial === 'object' ? structuredClone(initial) : initial;
      };
      return initial === undefined ? whenThere : [...whenThere, initially];
    });
    const run: Step = (it) => {
      for (const step of steps) step(it);
    };
    const step = steps.length === 0 ? null : run;
    this.#steps.set(shape, step);
    return step;
  }

  #memberStep(member: Member): Step | null {
    const { name, constraints } = member;
    for (const { marks, each } of constraints) {
      const { wire, of } = marks;
      if (wire !== undefined) return inPlace(name, (json) => wire.read(json));
      if (of !== undefined) {
        const step = this.#stepOf(of());
        if (step === null) return null;
        return each ? inList(name, (json) => stepped(step, json)) : inPlace(name, (json) => stepped(step, json));
      }
    }
    if (!isPlainText(member)) return null;
    const bound = constraints.find((constraint) => constraint.name === 'isLength' || constraint.name === 'maxLength');
    const max = (bound?.constraints.at(bound.name === 'isLength' ? 1 : 0) ?? Number.POSITIVE_INFINITY) as number;
    const normal = (json: unknown) => normalText(json as string, max);
    return constraints.some(({ each }) => each) ? inList(name, normal) : inPlace(name, normal);
  }

  #component(name: string, of: unknown, make: () => JsonSchema): JsonSchema {
    const known = this.#components.get(name);
    if (known !== undefined && known.of !== of)
      throw new Error(`Two shapes or wires are called ${name}: in the document they would be one.`);
    if (known === undefined) this.#components.set(name, { of, schema: make() });
    return { $ref: `${COMPONENTS}${name}` };
  }

  #byReference(): Placing {
    return {
      shape: (shape) => this.reference(shape),
      wire: ({ name, schema }) => (schema['type'] === 'object' ? this.#component(name, schema, () => schema) : schema),
      initial: (shape, member) => this.#initialJson(shape, member),
    };
  }

  #inPlace(within: readonly Shape[]): Placing {
    return {
      shape: (shape) => {
        if (within.includes(shape)) throw new Error(`${shape.name} contains itself: its depth would have no bound.`);
        return schemaOf(shape, this.#inPlace([...within, shape]));
      },
      wire: (wire) => {
        this.#checks.explain(wire);
        return wire.schema;
      },
      initial: (shape, member) => this.#initialJson(shape, member),
    };
  }

  #initialJson(_shape: Shape, member: Member): unknown {
    return member.initial === null ? null : JSON.parse(this.#memberWriter(member)(member.initial));
  }
}
