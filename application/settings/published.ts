import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { type PublicEvent, publishedEvent } from '../shared/job-handling.js';
import { flag, instant, text } from '../shared/json-members.js';
import type { FlagDeclaration, SettingDeclaration, SettingValue } from '../shared/setting.js';

/** What settings are for somebody, as other contexts ask for those that they have declared. */
export abstract class EffectiveSettings {
  /** For the tenant, and the user that the context names if it names one. A secret is opened; where nobody has set it, it is empty. */
  abstract valueOf<Value extends SettingValue>(tenant: TenantContext, declaration: SettingDeclaration<Value>): Promise<Value>;

  /** Whether they have a feature. */
  abstract isOn(tenant: TenantContext, declaration: FlagDeclaration): Promise<boolean>;
}

const said = { key: text, isSet: flag, locked: flag };
const change = { ...said, level: text, sheet: text, occurredAt: instant };

/** The platform, a plan or a tenant has set, locked or cleared something. Which value it has now is asked, not told. */
export const settingChanged = publishedEvent('settings.setting-changed', change);
/** Somebody has, for themselves alone. */
export const ownSettingChanged = publishedEvent('settings.own-setting-changed', change);

/** What a tenant's people may see of what is set. What somebody sets for themselves is their own; what the platform says happens in no tenant of theirs. */
export const settingsEvents: readonly PublicEvent[] = [
  publishedEvent('settings.setting-changed', said, { needs: 'settings:settings:manage', means: 'The tenant set, locked or cleared a setting' }),
];
