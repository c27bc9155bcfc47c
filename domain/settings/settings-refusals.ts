import { refusal } from '../shared/domain-error.js';

export class SettingNotFound extends refusal('not-found', 'settings.setting-not-found', 'There is no such setting', 'Check the key: GET /v1/settings lists all that there are.') {}
export class ValueRefused extends refusal('invalid', 'settings.value-refused', 'The setting does not take this value', 'The detail says what the value must be, and `schema` of the setting says it as JSON Schema.') {
  override readonly pointer = '/value';
}
export class ValueTooLarge extends refusal('invalid', 'settings.value-too-large', 'The value is too large: 4 KiB of JSON at most') {
  override readonly pointer = '/value';
}
export class LevelNotAllowed extends refusal('rule-broken', 'settings.level-not-allowed', 'The setting cannot be set at this level', '`levels` of the setting names those at which it can.') {}
export class SettingLocked extends refusal('rule-broken', 'settings.setting-locked', 'The setting is locked from above', '`lockedBy` of the setting names the level at which it has to be unlocked.') {}
export class SheetFull extends refusal('rule-broken', 'settings.sheet-full', 'Too much is set at this level: 300 settings at most') {}
