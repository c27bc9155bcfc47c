import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { ChangingALevel } from './changing-a-level.js';
import type { SettingsScope } from './ports/settings-work.js';
import type { SettingCatalogue } from './setting-catalogue.js';
import { ownSheet } from './setting-reading.js';
import type { ShownSetting } from './shown-setting.js';

export type ClearOwnSettingCommand = { readonly key: string; readonly version: number };

/** Takes back what the caller says of a setting for themselves. */
export class ClearOwnSetting {
  static readonly needs = signedIn;

  constructor(
    private readonly work: UnitOfWork<SettingsScope>,
    private readonly catalogue: SettingCatalogue,
    private readonly level: ChangingALevel,
  ) {}

  async execute(tenant: TenantContext, { key, version }: ClearOwnSettingCommand): Promise<ShownSetting> {
    const declaration = this.catalogue.of(key);
    return this.level.change(tenant, ownSheet(tenant), { declaration, version }, this.work, (before, hand) => before.clear(declaration, hand));
  }
}
