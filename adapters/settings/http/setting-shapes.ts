import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { type SettingLevel, settingLevels } from '../../../domain/settings/setting-level.js';
import type { SettingValue } from '../../../domain/settings/setting-rule.js';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Carries, Example, type JsonSchema, Many, Meaning, Nullable, Optional } from '../../shared/http/fields.js';
import { Id, Instant, normalText, Text, TEXT_WITH_LINES } from '../../shared/http/wires.js';

const LONGEST_TEXT = 4_000;
const LONGEST_ITEM = 1_000;
const MOST_ITEMS = 100;

const Key = () =>
  Carries<string, string>({
    name: 'SettingKey',
    must: 'be `<context>.<name>`, in kebab-case',
    schema: { type: 'string', maxLength: 100, pattern: '^[a-z][a-z0-9-]*\\.[a-z][a-z0-9-]*$', description: '`<context>.<name>`', examples: ['identity.invitation-days'] },
    read: String,
    write: String,
  });

const Context = () =>
  Carries<string, string>({
    name: 'ContextName',
    must: 'be the name of a context, in kebab-case',
    schema: { type: 'string', maxLength: 50, pattern: '^[a-z][a-z0-9-]*$', examples: ['identity'] },
    read: String,
    write: String,
  });

/** True or false, a whole number, a text, or several texts. Which of these, and within which bounds, the setting decides. */
const Value = () =>
  Carries<SettingValue, SettingValue>({
    name: 'SettingValue',
    must: 'contain no control characters but line breaks (LF) and tabs',
    schema: {
      anyOf: [
        { type: 'boolean' },
        { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
        { type: 'string', maxLength: LONGEST_TEXT, pattern: TEXT_WITH_LINES },
        { type: 'array', maxItems: MOST_ITEMS, items: { type: 'string', maxLength: LONGEST_ITEM, pattern: TEXT_WITH_LINES } },
      ],
    },
    read: (json) =>
      typeof json === 'string' ? normalText(json, LONGEST_TEXT) : Array.isArray(json) ? json.map((item: string) => normalText(item, LONGEST_ITEM)) : json,
    write: (value) => value,
  });

const Schema = () =>
  Carries<JsonSchema, JsonSchema>({
    name: 'SettingSchema',
    schema: { type: 'object', additionalProperties: true, description: 'JSON Schema (2020-12) of the values that the setting takes', examples: [{ type: 'integer', minimum: 1, maximum: 30 }] },
    read: (json) => json,
    write: (schema) => schema,
  });

export class SettingParams {
  @Key() key!: string;
}

export class SettingFilter {
  @Meaning('Those that this context declares') @Optional() @Context() context?: string;
}

export class SettingHistoryFilter extends PageQuery {
  @Meaning('What the tenant has said, or the caller for themselves') @IsIn(['tenant', 'user']) level: 'tenant' | 'user' = 'tenant';
}

export class NewSettingValue {
  @Meaning('As `schema` of the setting says') @Example(14) @Value() value!: SettingValue;
  @Meaning('What users say for themselves is ignored') @Example(false) @IsBoolean() locked = false;
}

export class NewOwnSettingValue {
  @Meaning('As `schema` of the setting says') @Example('Europe/Berlin') @Value() value!: SettingValue;
}

const reasons = ['default', ...settingLevels] as const;

export class SettingView {
  @Key() key!: string;
  @Example('For how many days an invitation can be accepted') @IsString() description!: string;
  @Schema() schema!: JsonSchema;
  @Meaning('Null of a secret') @Example(14) @Nullable() @Value() value!: SettingValue | null;
  @Meaning('Null of a secret') @Example(7) @Nullable() @Value() default!: SettingValue | null;
  @Meaning('Nobody is shown its value') @Example(false) @IsBoolean() isSecret!: boolean;
  @Meaning('Somebody has given it a value') @Example(true) @IsBoolean() isSet!: boolean;
  @Meaning('Who says so') @Example('tenant') @IsIn(reasons) level!: SettingLevel | 'default';
  @Meaning('The user who said so; null: an operator of the platform, or nobody') @Nullable() @Id(PrincipalId) setBy!: PrincipalId | null;
  @Nullable() @Instant() setAt!: Date | null;
  @Meaning('What is more specific than this level is ignored') @Example(null) @Nullable() @IsIn(settingLevels) lockedBy!: SettingLevel | null;
  @Meaning('Where it can be set, the most specific last') @Example(['platform', 'tenant']) @IsArray() @ArrayMaxSize(4) @IsIn(settingLevels, { each: true }) levels!: readonly SettingLevel[];
  @IsInt() version!: number;
}

export class SettingsView {
  @Many(() => SettingView, { max: 10_000 }) data!: readonly SettingView[];
}

export class SettingChangeView {
  @Meaning('Null of a secret, and where nothing was said any more') @Example(14) @Nullable() @Value() value!: SettingValue | null;
  @IsBoolean() isSet!: boolean;
  @Example(false) @IsBoolean() locked!: boolean;
  @Meaning('Null: an operator of the platform') @Nullable() @Id(PrincipalId) changedBy!: PrincipalId | null;
  @Instant() changedAt!: Date;
}

export class FeatureFlagView {
  @Key() key!: string;
  @Example('The new editor of invoices') @Text({ max: 500 }) description!: string;
  @Meaning('Whether the caller has the feature') @IsBoolean() isOn!: boolean;
}

export class FeatureFlagsView {
  @Many(() => FeatureFlagView, { max: 1_000 }) data!: readonly FeatureFlagView[];
}
