import type { EffectiveSetting, SettingLadder } from '../../domain/settings/setting-ladder.js';
import type { SettingValue } from '../../domain/settings/setting-rule.js';
import type { SettingDeclaration } from '../shared/setting.js';

/** A setting as whoever may see it sees it: with what it is for them, and why. */
export type ShownSetting = Omit<EffectiveSetting, 'value' | 'sheet'> &
  Pick<SettingDeclaration, 'key' | 'description' | 'levels' | 'isSecret' | 'schema'> & {
    /** Null of a secret. */
    readonly value: SettingValue | null;
    /** Null of a secret. */
    readonly default: SettingValue | null;
    /** Somebody has given it a value that is not the default’s. */
    readonly isSet: boolean;
    /** Of all that levels say of it to whoever asks. */
    readonly version: number;
  };

/** What is shown of a setting: of a secret no value, not even as it is sealed. */
export function shown(declaration: SettingDeclaration, ladder: SettingLadder): ShownSetting {
  const { key, description, levels, isSecret, schema } = declaration;
  const { value, level, sheet: _, ...why } = ladder.effective(declaration);
  return {
    key, description, levels, isSecret, schema, level, ...why,
    value: isSecret ? null : value,
    default: isSecret ? null : declaration.default,
    isSet: level !== 'default',
    version: ladder.versionOf(key),
  };
}
