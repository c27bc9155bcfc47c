import { expect } from 'chai';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { Checks } from '../../../adapters/shared/http/checks.js';
import type { JsonSchema, Shape } from '../../../adapters/shared/http/fields.js';
import { isPlainText } from '../../../adapters/shared/http/json-schema.js';
import { membersOf } from '../../../adapters/shared/http/members.js';
import { Shapes } from '../../../adapters/shared/http/schemas.js';
import { BookChange, BookFilter, Card, Everything, NewBook } from '../../support/library/library-endpoints.js';

// class-validator is the language in which shapes are declared; what runs is compiled from it. Both have to agree.

const shapes = new Shapes();
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1_500);

type Members = Record<string, unknown>;

/** What class-validator says of the same JSON, and what we add to it: bare texts are plain, wires have schemas. */
function classValidatorAdmits(shape: Shape, json: unknown): boolean {
  const instance = instanceOf(shape, json);
  if (typeof instance !== 'object' || instance === null) return false;
  try {
    return (
      validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }).length === 0 &&
      isPlain(shape, json) &&
      fitsWires(shape, json)
    );
  } catch {
    return false; // a member called `constructor` breaks class-validator itself
  }
}

function instanceOf(shape: Shape, json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  const instance = Object.assign(new shape() as Members, json);
  for (const { name, constraints } of membersOf(shape)) {
    for (const { marks, each } of constraints) {
      const { of } = marks;
      if (of === undefined) continue;
      const nest = (one: unknown): unknown => instanceOf(of(), one);
      const value = instance[name];
      instance[name] = each && Array.isArray(value) ? value.map(nest) : nest(value);
    }
  }
  return instance;
}

function isPlain(shape: Shape, json: unknown): boolean {
  return membersOf(shape).every((member) => {
    const values = [(json as Members)[member.name]].flat();
    if (isPlainText(member))
      return values.every((text) => typeof text !== 'string' || (text.isWellFormed() && !/\p{Cc}/u.test(text)));
    const of = member.constraints.find(({ marks }) => marks.of !== undefined)?.marks.of;
    return of === undefined || values.every((one) => typeof one !== 'object' || one === null || isPlain(of(), one));
  });
}

/** Wires are beyond class-validator: each by itself, as its own schema has it. */
function fitsWires(shape: Shape, json: unknown): boolean {
  const blank = new shape() as Members;
  return membersOf(shape).every(({ name, constraints, optional, nullable }) => {
    const value = (json as Members)[name] ?? ((json as Members)[name] === null ? null : blank[name]);
    if ((optional && value === undefined) || (nullable && value === null)) return true;
    return constraints.every(({ marks: { wire, of } }) => {
      if (wire !== undefined) return wires.of(wire, () => wire.schema).admits(value);
      return of === undefined || [value].flat().every((one) => fitsWires(of(), one));
    });
  });
}
const wires = new Checks();

// validator.js counts a character and its variation selector as one, JSON Schema as two code points
const texts = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/[\uFE0E\uFE0F]/.test(text));
const junk = fc.oneof(
  fc.constantFrom(
    null,
    0,
    -1,
    1.5,
    2e9,
    '',
    ' ',
    '20',
    true,
    'EUR',
    'novel',
    '\u0000',
    '\ud800',
    '2026-02-31T00:00:00Z',
    'urn:uuid:01980f3c-5a7e-7c3d-8e4f-0123456789ab',
  ),
  fc.constantFrom<unknown[]>([], {}, [[]], [null], [{}], { 0: {} }, 'x'.repeat(501), '😀'.repeat(200)),
  texts,
);

/** Mostly what the schema describes, now and then something else. */
function around(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary: fitting(schema) }, { weight: 1, arbitrary: junk });
}

function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  const it = schema as {
    readonly type?: string | string[];
    readonly enum?: unknown[];
    readonly const?: unknown;
    readonly format?: string;
    readonly pattern?: string;
  };
  if (it.const !== undefined) return fc.constant(it.const);
  if (it.enum !== undefined) return fc.constantFrom(...it.enum);
  const types = [it.type ?? []].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema)));
}

function ofType(type: string, schema: JsonSchema): fc.Arbitrary<unknown> {
  const it = schema as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
    readonly items?: JsonSchema;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly maxItems?: number;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly format?: string;
    readonly pattern?: string;
  };
  switch (type) {
    case 'object': {
      const known = Object.entries(it.properties ?? {}).map(([name, member]) => [name, around(member)] as const);
      const record = fc.record(Object.fromEntries(known), { requiredKeys: [...(it.required ?? [])] });
      return fc.oneof(
        { weight: 40, arbitrary: record },
        { weight: 1, arbitrary: fc.record(Object.fromEntries(known), { requiredKeys: [] }) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(record, fc.constantFrom('extra', 'constructor', 'toString', 'a/b'), junk)
            .map(([one, name, value]) => ({ ...one, [name]: value })),
        },
      );
    }
    case 'array':
      return fc.array(around(it.items ?? {}), { maxLength: Math.min((it.maxItems ?? 3) + 1, 4) });
    case 'string':
      if (it.format === 'uuid') return fc.uuid();
      if (it.format === 'date-time')
        return fc
          .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
          .map((date) => date.toISOString());
      if (it.pattern === '^[A-Z]{2}-[0-9]{4}$') return fc.stringMatching(/^[A-Z]{2}-[0-9]{4}$/);
      if (it.maxLength === undefined) return fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String);
      return fc.string({ minLength: it.minLength ?? 0, maxLength: Math.min(it.maxLength, (it.minLength ?? 0) + 6) });
    case 'integer':
      return fc.integer({ min: (it.minimum ?? 0) - 1, max: (it.maximum ?? 10) + 1 });
    case 'number':
      return fc.double({ min: (it.minimum ?? 0) - 1, max: (it.maximum ?? 10) + 1, noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

describe('class-validator and what is compiled from it', () => {
  let tried = 0;
  for (const shape of [NewBook, BookChange, BookFilter, Everything, Card] as readonly Shape[]) {
    it(`agree about ${shape.name}`, function () {
      this.timeout(30_000);
      const read = shapes.reader(shape);
      let admitted = 0;
      fc.assert(
        fc.property(around(shapes.expanded(shape)), (json) => {
          const text = JSON.stringify(json);
          const declared = classValidatorAdmits(shape, JSON.parse(text));
          const runs = 'value' in read(JSON.parse(text));
          tried += 1;
          if (runs) admitted += 1;
          return declared === runs;
        }),
        { numRuns: RUNS },
      );
      expect(admitted / RUNS, 'what is admitted').to.be.within(0.05, 0.99);
    });
  }

  it('agree about what a bare @ValidateNested would let through', () => {
    const fine = { delivery: { kind: 'post', address: 'x' }, fee: null };
    for (const json of [
      fine,
      { ...fine, place: [] },
      { ...fine, delivery: [] },
      { ...fine, stops: [[]] },
      { ...fine, stops: { 0: {} } },
    ]) {
      const runs = 'value' in shapes.reader(Everything)(structuredClone(json));
      expect(runs, JSON.stringify(json)).to.equal(json === fine);
      expect(classValidatorAdmits(Everything, structuredClone(json)), JSON.stringify(json)).to.equal(json === fine);
    }
  });

  it('were tried on 5,000 inputs at least', () => {
    expect(tried).to.be.at.least(5_000);
  });
});
