import type { SheetName } from '../../domain/settings/setting-level.js';
import type { SettingValue } from '../../domain/settings/setting-rule.js';
import { ValueRefused } from '../../domain/settings/settings-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { SettingDeclaration } from '../shared/setting.js';
import type { SecretSealer } from './ports/secret-sealer.js';

/** A secret opens where it was said alone. */
export const placeOf = (sheet: SheetName, key: string): string => `${sheet} ${key}`;

/** A value as it is kept: a secret sealed. @throws ValueRefused */
export async function kept(sealer: SecretSealer, tenant: TenantContext, sheet: SheetName, declaration: SettingDeclaration, value: SettingValue): Promise<SettingValue> {
  const { key, must, isSecret, admits } = declaration;
  if (!admits(value)) throw new ValueRefused(`The value must ${must}.`);
  return isSecret ? sealer.seal(tenant, placeOf(sheet, key), value as string) : value;
}
