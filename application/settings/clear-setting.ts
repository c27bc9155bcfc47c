import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { ChangingALevel } from './changing-a-level.js';
import type { SettingsScope } from './ports/settings-work.js';
import type { SettingCatalogue } from './setting-catalogue.js';
import type { ShownSetting } from './shown-setting.js';

export type ClearSettingCommand = { readonly key: string; readonly version: number };

/** Takes back what the tenant says of a setting: what its plan or the platform says holds again. */
export class ClearSetting {
  static readonly needs = 'settings:settings:manage';

  constructor(
    private readonly work: UnitOfWork<SettingsScope>,
    private readonly catalogue: SettingCatalogue,
    private readonly level: ChangingALevel,
  ) {}

  async execute(tenant: TenantContext, { key, version }: ClearSettingCommand): Promise<ShownSetting> {
    const declaration = this.catalogue.of(key);
    return this.level.change(tenant, 'tenant', { declaration, version }, this.work, (before, hand) => before.clear(declaration, hand));
  }
}
