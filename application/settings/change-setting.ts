import type { SettingValue } from '../../domain/settings/setting-rule.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { ChangingALevel } from './changing-a-level.js';
import { kept } from './keeping-secrets.js';
import type { SecretSealer } from './ports/secret-sealer.js';
import type { SettingsScope } from './ports/settings-work.js';
import type { SettingCatalogue } from './setting-catalogue.js';
import type { ShownSetting } from './shown-setting.js';

export type ChangeSettingCommand = { readonly key: string; readonly value: SettingValue; readonly locked: boolean; readonly version: number };

/** Sets a setting for the whole tenant, and locks it for its users if told so. */
export class ChangeSetting {
  static readonly needs = 'settings:settings:manage';

  constructor(
    private readonly work: UnitOfWork<SettingsScope>,
    private readonly catalogue: SettingCatalogue,
    private readonly level: ChangingALevel,
    private readonly sealer: SecretSealer,
  ) {}

  async execute(tenant: TenantContext, { key, value, locked, version }: ChangeSettingCommand): Promise<ShownSetting> {
    const declaration = this.catalogue.of(key);
    const said = await kept(this.sealer, tenant, 'tenant', declaration, value);
    return this.level.change(tenant, 'tenant', { declaration, version }, this.work, (before, hand) => before.set(declaration, said, locked, hand));
  }
}
