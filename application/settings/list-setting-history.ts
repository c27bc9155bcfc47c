import type { SettingChange } from '../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Page, PageRequest } from '../shared/page.js';
import type { SheetRegister } from './ports/sheet-register.js';
import type { SettingCatalogue } from './setting-catalogue.js';
import { ownSheet } from './setting-reading.js';

export type SettingHistoryQuery = PageRequest & { readonly key: string; readonly level: 'tenant' | 'user' };

/** Lists what the tenant has said of a setting, or the caller for themselves, the latest first. */
export class ListSettingHistory {
  static readonly needs = signedIn;

  constructor(
    private readonly catalogue: SettingCatalogue,
    private readonly register: SheetRegister,
  ) {}

  async execute(tenant: TenantContext, { key, level, ...page }: SettingHistoryQuery): Promise<Page<SettingChange>> {
    this.catalogue.of(key);
    return this.register.history(tenant, { ...page, key, sheet: level === 'tenant' ? 'tenant' : ownSheet(tenant) });
  }
}
