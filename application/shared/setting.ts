/** Where something can be set, from the least to the most specific. */
export type Level = 'platform' | 'plan' | 'tenant' | 'user';

/** What a setting can be, as JSON. */
export type SettingValue = boolean | number | string | readonly string[];

/** What values a setting takes. */
export type SettingKind<Value extends SettingValue> = {
  /** Completes “the value must …”. */
  readonly must: string;
  /** The same as JSON Schema, for whoever shows a form. */
  readonly schema: Readonly<Record<string, unknown>>;
  admits(value: unknown): value is Value;
};

/** A setting, as a context declares it. */
export type SettingDeclaration<Value extends SettingValue = SettingValue> = SettingKind<Value> & {
  /** `<context>.<name>`, in kebab-case. */
  readonly key: string;
  /** What it is for, in a sentence that whoever sets it understands. */
  readonly description: string;
  readonly default: Value;
  /** At which levels it can be set. */
  readonly levels: readonly Level[];
  /** Kept sealed, and shown to nobody: only who is asked for it by its declaration gets it. */
  readonly isSecret: boolean;
  /** Of a feature flag: by whom it is told apart who has the feature, while only some have it. */
  readonly flag: 'tenant' | 'user' | null;
};

type Key = `${string}.${string}`;

type Wording = {
  readonly description: string;
  readonly levels?: readonly Level[];
};

type Valued<Value extends SettingValue> = Wording & { readonly kind: SettingKind<Value>; readonly default: NoInfer<Value> };

const all: readonly Level[] = ['platform', 'plan', 'tenant', 'user'];

/** Declares a setting: `setting('invoicing.days-to-pay', { description: '…', kind: wholeNumber({ min: 1, max: 365 }), default: 30, levels: ['platform', 'tenant'] })`. It can be set at all levels unless told. */
export const setting = <Value extends SettingValue>(key: Key, { description, kind, default: fallback, levels = all }: Valued<Value>): SettingDeclaration<Value> =>
  Object.freeze({ ...kind, key, description, default: fallback, levels, isSecret: false, flag: null });

/** Declares a text that nobody is shown once it is set, such as the key to a service. It is empty until then. */
export const secretSetting = (key: Key, { description, levels = ['platform', 'tenant'] }: Wording): SettingDeclaration<string> =>
  Object.freeze({ ...text({ max: LONGEST_SECRET, lines: true }), key, description, default: '', levels, isSecret: true, flag: null });

/** A feature that can be off, on, or on for so many of a hundred. */
export type FlagDeclaration = SettingDeclaration<boolean | number>;

type Feature = Wording & { readonly by: 'tenant' | 'user'; readonly default?: boolean | number };

/**
 * Declares a feature flag: `flag('invoicing.new-editor', { description: '…', by: 'tenant' })`. It is off, on, or on for so many of a
 * hundred tenants or users: always the same ones, and to raise the share never takes it away from anybody.
 */
export const flag = (key: Key, { description, by, default: fallback = false, levels = ['platform', 'plan', 'tenant'] }: Feature): FlagDeclaration =>
  Object.freeze({ ...share, key, description, default: fallback, levels, isSecret: false, flag: by });

const LONGEST_SECRET = 2_000;

const share: SettingKind<boolean | number> = {
  must: 'be true, false, or a whole number from 0 to 100: of so many of a hundred',
  schema: { anyOf: [{ type: 'boolean' }, { type: 'integer', minimum: 0, maximum: 100 }] },
  admits: (value): value is boolean | number => typeof value === 'boolean' || isWholeBetween(value, 0, 100),
};

const isWholeBetween = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;

/** A whole number within bounds, both included. */
export const wholeNumber = ({ min, max }: { readonly min: number; readonly max: number }): SettingKind<number> => ({
  must: `be a whole number from ${min} to ${max}`,
  schema: { type: 'integer', minimum: min, maximum: max },
  admits: (value): value is number => isWholeBetween(value, min, max),
});

/** True or false. */
export const yesOrNo: SettingKind<boolean> = {
  must: 'be true or false',
  schema: { type: 'boolean' },
  admits: (value): value is boolean => typeof value === 'boolean',
};

/** One of a closed list of texts. */
export const oneOf = <const Choice extends string>(...choices: readonly Choice[]): SettingKind<Choice> => ({
  must: `be one of ${choices.join(', ')}`,
  schema: { type: 'string', enum: choices },
  admits: (value): value is Choice => (choices as readonly unknown[]).includes(value),
});

type TextBounds = {
  /** In code points; 0 unless told. */
  readonly min?: number;
  /** In code points; 4,000 at most. */
  readonly max: number;
  /** A regular expression that the whole text matches, and what it then is, in words. */
  readonly pattern?: { readonly source: string; readonly is: string };
  /** Admits line breaks (LF) and tabs. */
  readonly lines?: boolean;
};

/** A text within bounds, without control characters. */
export const text = ({ min = 0, max, pattern, lines = false }: TextBounds): SettingKind<string> => {
  const matches = pattern === undefined ? null : new RegExp(`^(?:${pattern.source})$`, 'u');
  const unfit = lines ? /[[\p{Cc}\p{Cs}]--[\n\t]]/v : /[\p{Cc}\p{Cs}]/v;
  return {
    must: `be a text of ${min === 0 ? `${max} characters at most` : `${min} to ${max} characters`}${pattern === undefined ? '' : `: ${pattern.is}`}`,
    schema: { type: 'string', minLength: min, maxLength: max, ...(pattern === undefined ? {} : { pattern: `^(?:${pattern.source})$` }) },
    admits: (value): value is string => typeof value === 'string' && isLongEnough([...value].length, min, max) && !unfit.test(value) && (matches?.test(value) ?? true),
  };
};

const isLongEnough = (length: number, min: number, max: number): boolean => length >= min && length <= max;

/** Several texts of one kind, none of them twice. */
export const listOf = (one: SettingKind<string>, { max }: { readonly max: number }): SettingKind<readonly string[]> => ({
  must: `be a list of ${max} at most, none of them twice, each of which must ${one.must}`,
  schema: { type: 'array', maxItems: max, uniqueItems: true, items: one.schema },
  admits: (value): value is readonly string[] =>
    Array.isArray(value) && value.length <= max && new Set(value).size === value.length && value.every((item) => one.admits(item)),
});
