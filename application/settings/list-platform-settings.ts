import { levelOf } from '../../domain/settings/setting-level.js';
import type { SheetEntry } from '../../domain/settings/setting-sheet.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { operator } from '../shared/guard.js';
import type { SettingDeclaration } from '../shared/setting.js';
import { platformTenant } from './platform-tenant.js';
import type { SheetRegister } from './ports/sheet-register.js';
import type { SettingCatalogue } from './setting-catalogue.js';

/** A setting, and what the platform says of it: null, when nothing. Of a secret no value. */
export type PlatformSetting = { readonly declaration: SettingDeclaration; readonly entry: SheetEntry | null };

/** Lists the settings that can be set for all tenants, or for those of one plan, and what is said of them there. */
export class ListPlatformSettings {
  static readonly needs = operator;

  constructor(
    private readonly catalogue: SettingCatalogue,
    private readonly register: SheetRegister,
  ) {}

  async execute(_operator: SystemContext, { sheet }: { readonly sheet: 'platform' | `plan#${string}` }): Promise<readonly PlatformSetting[]> {
    const [state] = await this.register.read(platformTenant, [sheet]);
    return this.catalogue.declarations
      .filter(({ levels }) => levels.includes(levelOf(sheet)))
      .map((declaration) => ({ declaration, entry: masked(declaration, state?.entries[declaration.key] ?? null) }));
  }
}

const masked = ({ isSecret }: SettingDeclaration, entry: SheetEntry | null): SheetEntry | null =>
  isSecret && entry !== null && entry.value !== null ? { ...entry, value: '(secret)' } : entry;
