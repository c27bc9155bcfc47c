import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { SheetCopies } from './ports/sheet-copies.js';
import type { SettingCatalogue } from './setting-catalogue.js';
import type { SettingReading } from './setting-reading.js';
import { shown, type ShownSetting } from './shown-setting.js';

/** Lists the settings by their keys, of one context or of all, with what they are for the caller. */
export class ListSettings {
  static readonly needs = signedIn;

  constructor(
    private readonly catalogue: SettingCatalogue,
    private readonly reading: SettingReading,
    private readonly copies: SheetCopies,
  ) {}

  async execute(tenant: TenantContext, { context }: { readonly context?: string }): Promise<readonly ShownSetting[]> {
    const ladder = await this.reading.ladder(tenant, this.copies);
    const wanted = this.catalogue.declarations.filter(({ key }) => context === undefined || key.startsWith(`${context}.`));
    return wanted.map((declaration) => shown(declaration, ladder));
  }
}
