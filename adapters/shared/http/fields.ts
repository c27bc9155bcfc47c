import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** A class whose decorated fields say what a request brings or an answer shows. Its fields exist on a blank instance. */
export type Shape<T = unknown> = new () => T;

/** How a value that is more than its JSON travels. */
export type Wire<T, Json = string> = {
  /** In words, for messages; the component's name in OpenAPI when the JSON is an object. */
  readonly name: string;
  /** Completes “must …” for people whose text does not match the pattern in the schema: `be an email address`. */
  readonly must?: string;
  /** Admits exactly what `read` can read. */
  readonly schema: JsonSchema;
  /** May refuse with a DomainError: the request is then answered with 400 and a pointer to the member. */
  read(json: Json): T;
  write(value: T): Json;
};
export type AnyWire = Wire<unknown, unknown>;

/** What our decorators remember beside class-validator's own metadata, in its `context`. */
export type Marks = {
  readonly wire?: AnyWire;
  readonly of?: () => Shape;
  readonly optional?: true;
  readonly nullable?: true;
  readonly example?: unknown;
  readonly meaning?: string;
};
const marked = (marks: Marks) => ({ context: marks });

type Bare<T> = Exclude<T, null | undefined>;
type Misfit<T> = { readonly 'declare the property as': T };
type Fits<Declared, T> = [Bare<Declared>] extends [T] ? ([T] extends [Bare<Declared>] ? unknown : Misfit<T>) : Misfit<T>;
/** A decorator that compiles only on a property of type T, give or take null and undefined. */
export type Field<T> = <Owner extends object, Name extends keyof Owner & string>(
  owner: Owner & Fits<Owner[Name], T>,
  name: Name,
) => void;
/** A decorator that compiles only on a property whose type admits the gap. */
export type FieldThatMayBe<Gap> = <Owner extends object, Name extends keyof Owner & string>(
  owner: Owner & (Gap extends Owner[Name] ? unknown : Misfit<Owner[Name] | Gap>),
  name: Name,
) => void;

const all =
  (...decorators: readonly PropertyDecorator[]) =>
  (owner: object, name: string): void => {
    for (const decorate of decorators) decorate(owner, name);
  };

/** A value object, written in JSON as its wire says. */
export const Carries = <T, Json>(wire: Wire<T, Json>): Field<T> => all(carried(wire as AnyWire));

/** One nested shape. */
export const One = <T>(shape: () => Shape<T>): Field<T> => all(IsDefined(), single(false), ValidateNested(marked({ of: shape })));

/** A bounded list of a nested shape. */
export const Many = <T>(shape: () => Shape<T>, size: Size): Field<readonly T[]> =>
  all(...listOf(size), single(true), ValidateNested({ each: true, ...marked({ of: shape }) }));

/** May be absent. Null is something else: see Nullable. */
export const Optional = (): FieldThatMayBe<undefined> =>
  all(ValidateIf((_, value) => value !== undefined, marked({ optional: true })));

/** May be null, which in a merge patch means: remove. */
export const Nullable = (): FieldThatMayBe<null> => all(ValidateIf((_, value) => value !== null, marked({ nullable: true })));

/** A value as it travels in JSON, for the documentation. */
export const Example = (example: unknown): PropertyDecorator => silent(marked({ example }));

/** What the member means, in a sentence for the documentation. */
export const Meaning = (meaning: string): PropertyDecorator => silent(marked({ meaning }));

type Size = { readonly min?: number; readonly max: number };

const listOf = ({ min = 0, max }: Size) => [IsArray(), ArrayMinSize(min), ArrayMaxSize(max)];

/** A bare @ValidateNested admits a list for one object. */
const single = (each: boolean) =>
  ValidateBy(
    {
      name: 'single',
      validator: { validate: (raw) => !Array.isArray(raw), defaultMessage: () => '$property must be one object' },
    },
    { each },
  );

const silent = (context: { readonly context: Marks }) =>
  ValidateBy({ name: 'told', validator: { validate: () => true } }, context);

/** Only remembered here: the wire's schema, compiled with its shape's, decides. */
const carried = (wire: AnyWire) => ValidateBy({ name: 'carries', validator: { validate: () => true } }, marked({ wire }));
