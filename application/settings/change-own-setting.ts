import type { SettingValue } from '../../domain/settings/setting-rule.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { ChangingALevel } from './changing-a-level.js';
import { kept } from './keeping-secrets.js';
import type { SecretSealer } from './ports/secret-sealer.js';
import type { SettingsScope } from './ports/settings-work.js';
import { ownSheet } from './setting-reading.js';
import type { SettingCatalogue } from './setting-catalogue.js';
import type { ShownSetting } from './shown-setting.js';

export type ChangeOwnSettingCommand = { readonly key: string; readonly value: SettingValue; readonly version: number };

/** Sets a setting for the caller alone. */
export class ChangeOwnSetting {
  static readonly needs = signedIn;

  constructor(
    private readonly work: UnitOfWork<SettingsScope>,
    private readonly catalogue: SettingCatalogue,
    private readonly level: ChangingALevel,
    private readonly sealer: SecretSealer,
  ) {}

  async execute(tenant: TenantContext, { key, value, version }: ChangeOwnSettingCommand): Promise<ShownSetting> {
    const declaration = this.catalogue.of(key);
    const sheet = ownSheet(tenant);
    const said = await kept(this.sealer, tenant, sheet, declaration, value);
    return this.level.change(tenant, sheet, { declaration, version }, this.work, (before, hand) => before.set(declaration, said, false, hand));
  }
}
