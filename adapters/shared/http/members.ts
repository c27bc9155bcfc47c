import { getMetadataStorage } from 'class-validator';
import type { Marks, Shape } from './fields.js';

/** What one decorator said about a member, as class-validator remembers it. */
export type Constraint = {
  /** Of the decorator, in class-validator's spelling: `isInt`, `minLength`. */
  readonly name: string;
  readonly type: string;
  readonly constraints: readonly unknown[];
  readonly each: boolean;
  readonly marks: Marks;
};

export type Member = {
  readonly name: string;
  readonly constraints: readonly Constraint[];
  readonly optional: boolean;
  readonly nullable: boolean;
  /** The initial value, which is the documented default; undefined when there is none. */
  readonly initial: unknown;
};

/** The decorators whose JSON Schema says exactly what they check. Any other stops the process when it starts. */
const EXACT: ReadonlySet<string> = new Set([
  'isString',
  'isInt',
  'isNumber',
  'isBoolean',
  'isIn',
  'equals',
  'min',
  'max',
  'isLength',
  'minLength',
  'maxLength',
  'matches',
  'isArray',
  'arrayMinSize',
  'arrayMaxSize',
  'arrayUnique',
  'isDefined',
  'nestedValidation',
  'conditionalValidation',
  'carries',
  'single',
  'told',
]);

const OF_NUMBERS = new Set(['min', 'max']);
const CUSTOM = 'customValidation';

/**
 * The members of a shape in the order of their declaration, inherited ones first.
 * @throws Error that names the member, for whatever could not be checked exactly as it is declared.
 */
export function membersOf(shape: Shape): readonly Member[] {
  const known = remembered.get(shape);
  if (known !== undefined) return known;
  const blank = new shape() as Readonly<Record<string, unknown>>;
  const constraints = Map.groupBy(constraintsOf(shape), ({ propertyName }) => propertyName);
  for (const name of constraints.keys()) {
    if (!Object.hasOwn(blank, name))
      throw new Error(`${shape.name}.${name} is not there on a blank instance: compile with useDefineForClassFields.`);
  }
  const members = Object.keys(blank).map((name): Member => {
    const said = constraints.get(name) ?? [];
    refuseWhatIsNotExact(`${shape.name}.${name}`, said);
    const marked = (mark: 'optional' | 'nullable') => said.some(({ marks }) => marks[mark] === true);
    return { name, constraints: said, optional: marked('optional'), nullable: marked('nullable'), initial: blank[name] };
  });
  remembered.set(shape, members);
  return members;
}
const remembered = new WeakMap<Shape, readonly Member[]>();

type Said = Constraint & { readonly propertyName: string };

function constraintsOf(shape: Shape): Said[] {
  return getMetadataStorage()
    .getTargetValidationMetadatas(shape, '', true, false)
    .map(({ propertyName, type, name, constraints, each, context, groups, validateIf }) => {
      if ((groups ?? []).length > 0 || validateIf !== undefined)
        throw new Error(`${shape.name}.${propertyName}: groups and validateIf are not expressible in JSON Schema.`);
      return {
        propertyName,
        name: type === CUSTOM ? (name ?? type) : type,
        type,
        constraints: (constraints ?? []) as readonly unknown[],
        // class-validator leaves it undefined when options were given without it
        each: (each as boolean | undefined) ?? false,
        marks: (context ?? {}) as Marks,
      };
    });
}

function refuseWhatIsNotExact(place: string, said: readonly Constraint[]): void {
  const refuse = (why: string): never => {
    throw new Error(`${place}: ${why}`);
  };
  const names = said.map(({ name }) => name);
  const has = (name: string) => names.includes(name);
  const twice = names.find((name, at) => name !== 'conditionalValidation' && name !== 'told' && names.indexOf(name) !== at);
  if (said.length === 0) refuse('carries no decorator, so nobody would check it.');
  if (twice !== undefined) refuse(`@${twice} is said twice; only one of them would count.`);
  if (has('isInt') && has('isNumber')) refuse('say @IsInt or @IsNumber, not both.');
  for (const { name, constraints, each, marks } of said) {
    if (!EXACT.has(name)) refuse(`@${name} has no exact JSON Schema.`);
    if (each && !has('isArray')) refuse('each without @IsArray admits a single value.');
    if (OF_NUMBERS.has(name) && !has('isInt') && !has('isNumber')) refuse(`@${name} needs @IsInt or @IsNumber beside it.`);
    if (name === 'isNumber' && Object.keys((constraints[0] ?? {}) as object).length > 0)
      refuse('options of @IsNumber have no exact JSON Schema.');
    if (name === 'isLength' && typeof constraints[1] !== 'number') refuse('@Length needs its maximum.');
    if (name === 'arrayUnique' && typeof constraints[0] === 'function') refuse('@ArrayUnique by a function has no JSON Schema.');
    if (name === 'matches') refuseLossyPattern(constraints[0], constraints[1], refuse);
    if (name === 'nestedValidation' && marks.of === undefined)
      refuse('use @One or @Many instead of @ValidateNested.');
    if (name === 'conditionalValidation' && marks.optional !== true && marks.nullable !== true)
      refuse('use @Optional or @Nullable instead of @IsOptional or @ValidateIf.');
  }
}

/** JSON Schema's patterns are Unicode-aware and have no flags. */
function refuseLossyPattern(pattern: unknown, modifiers: unknown, refuse: (why: string) => never): void {
  if (!(pattern instanceof RegExp) || modifiers !== undefined)
    return refuse('@Matches takes a regular expression and nothing else.');
  if (pattern.flags.replace('u', '') !== '') refuse(`the flags of ${String(pattern)} are lost in JSON Schema; only u is kept.`);
  const readsCodeUnits = /(?<!\\)\.|\[\^|\\[DSW]|[^\x00-\x7F]/.test(pattern.source);
  if (!pattern.unicode && readsCodeUnits) refuse(`${String(pattern)} needs the flag u to mean the same in JSON Schema.`);
}
