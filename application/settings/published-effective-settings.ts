import { isRolledOut } from '../../domain/settings/roll-out.js';
import type { SettingLadder } from '../../domain/settings/setting-ladder.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { FlagDeclaration, SettingDeclaration, SettingValue } from '../shared/setting.js';
import { placeOf } from './keeping-secrets.js';
import { platformTenant } from './platform-tenant.js';
import type { SecretSealer } from './ports/secret-sealer.js';
import type { SheetCopies } from './ports/sheet-copies.js';
import { EffectiveSettings } from './published.js';
import type { SettingReading } from './setting-reading.js';

/** Settings as they are at hand. */
export class PublishedEffectiveSettings extends EffectiveSettings {
  constructor(
    private readonly reading: SettingReading,
    private readonly copies: SheetCopies,
    private readonly sealer: SecretSealer,
  ) {
    super();
  }

  override async valueOf<Value extends SettingValue>(tenant: TenantContext, declaration: SettingDeclaration<Value>): Promise<Value> {
    const ladder = await this.reading.ladder(tenant, this.copies);
    return declaration.isSecret ? ((await this.secretIn(tenant, ladder, declaration as SettingDeclaration)) as Value) : fitting(ladder, declaration);
  }

  override async isOn(tenant: TenantContext, declaration: FlagDeclaration): Promise<boolean> {
    return isOnFor(tenant, declaration, await this.reading.ladder(tenant, this.copies));
  }

  private async secretIn(tenant: TenantContext, ladder: SettingLadder, declaration: SettingDeclaration): Promise<SettingValue> {
    const { value, level, sheet } = ladder.effective(declaration);
    if (sheet === null || level === 'default') return value;
    return this.sealer.open(level === 'platform' || level === 'plan' ? platformTenant : tenant, placeOf(sheet, declaration.key), value as string);
  }
}

/** What was said to an older declaration may not fit this one: then the default holds. */
function fitting<Value extends SettingValue>(ladder: SettingLadder, declaration: SettingDeclaration<Value>): Value {
  const { value } = ladder.effective(declaration as SettingDeclaration);
  return declaration.admits(value) ? value : declaration.default;
}

/** Whether somebody has a feature, by what all levels say to them. */
export function isOnFor(tenant: TenantContext, declaration: FlagDeclaration, ladder: SettingLadder): boolean {
  const { principal, tenantId } = tenant;
  const subject = declaration.flag === 'tenant' ? tenantId : principal.kind === 'user' ? principal.id : null;
  return isRolledOut(fitting(ladder, declaration), declaration.key, subject);
}
