import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../shared/page.js';
import type { SheetCopies } from './ports/sheet-copies.js';
import type { SettingCatalogue } from './setting-catalogue.js';
import type { SettingReading } from './setting-reading.js';
import { shown, type ShownSetting } from './shown-setting.js';

export type ListSettingsQuery = PageRequest & { readonly context?: string };

/** Lists the settings by their keys, of one context or of all, with what they are for the caller. */
export class ListSettings {
  static readonly needs = 'settings:settings:read';

  constructor(
    private readonly catalogue: SettingCatalogue,
    private readonly reading: SettingReading,
    private readonly copies: SheetCopies,
  ) {}

  async execute(tenant: TenantContext, { limit, after = '', context }: ListSettingsQuery): Promise<Page<ShownSetting>> {
    const rest = this.catalogue.declarations.filter(({ key }) => key > after && (context === undefined || key.startsWith(`${context}.`)));
    const ladder = await this.reading.ladder(tenant, this.copies);
    const items = rest.slice(0, limit).map((declaration) => shown(declaration, ladder));
    return { items, next: rest.length > limit ? (items.at(-1)?.key ?? null) : null };
  }
}
