import type { SettingLevel } from './setting-level.js';

/** What a setting can be. */
export type SettingValue = boolean | number | string | readonly string[];

/** What the declaration of a setting says of its values, and of who may give it one. */
export type SettingRule = {
  /** `<context>.<name>`. */
  readonly key: string;
  /** Holds where nobody says anything else. */
  readonly default: SettingValue;
  /** What another level says is ignored. */
  readonly levels: readonly SettingLevel[];
  /** What is said is kept sealed, and shown to nobody. */
  readonly isSecret: boolean;
  /** Completes “the value must …”. */
  readonly must: string;
  admits(value: SettingValue): boolean;
};
