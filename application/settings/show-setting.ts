import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { SheetCopies } from './ports/sheet-copies.js';
import type { SettingCatalogue } from './setting-catalogue.js';
import type { SettingReading } from './setting-reading.js';
import { shown, type ShownSetting } from './shown-setting.js';

/** Shows one setting, with what it is for the caller. */
export class ShowSetting {
  static readonly needs = signedIn;

  constructor(
    private readonly catalogue: SettingCatalogue,
    private readonly reading: SettingReading,
    private readonly copies: SheetCopies,
  ) {}

  async execute(tenant: TenantContext, { key }: { readonly key: string }): Promise<ShownSetting> {
    const declaration = this.catalogue.of(key);
    return shown(declaration, await this.reading.ladder(tenant, this.copies));
  }
}
