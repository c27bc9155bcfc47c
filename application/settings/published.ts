import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { publishedEvent } from '../shared/job-handling.js';
import { flag, instant, text } from '../shared/json-members.js';
import type { FlagDeclaration, SettingDeclaration, SettingValue } from '../shared/setting.js';

/** What settings are for somebody, as other contexts ask for those that they have declared. */
export abstract class EffectiveSettings {
  /** For the tenant, and the user that the context names if it names one. A secret is opened; where nobody has set it, it is empty. */
  abstract valueOf<Value extends SettingValue>(tenant: TenantContext, declaration: SettingDeclaration<Value>): Promise<Value>;

  /** Whether they have a feature. */
  abstract isOn(tenant: TenantContext, declaration: FlagDeclaration): Promise<boolean>;
}

/** Somebody has set, locked or cleared something. Which value it has now is asked, not told. */
export const settingChanged = publishedEvent('settings.setting-changed', { key: text, level: text, sheet: text, isSet: flag, locked: flag, occurredAt: instant });
