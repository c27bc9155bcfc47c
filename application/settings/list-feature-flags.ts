import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { SheetCopies } from './ports/sheet-copies.js';
import { fitting, isOnFor } from './published-effective-settings.js';
import type { SettingCatalogue } from './setting-catalogue.js';
import type { SettingReading } from './setting-reading.js';

/** A feature, and whether the caller has it. */
export type ShownFlag = { readonly key: string; readonly description: string; readonly isOn: boolean };

/** Lists which features the caller has. */
export class ListFeatureFlags {
  static readonly needs = signedIn;

  constructor(
    private readonly catalogue: SettingCatalogue,
    private readonly reading: SettingReading,
    private readonly copies: SheetCopies,
  ) {}

  async execute(tenant: TenantContext): Promise<readonly ShownFlag[]> {
    const ladder = await this.reading.ladder(tenant, this.copies);
    return this.catalogue.flags.map((declaration) => ({ key: declaration.key, description: declaration.description, isOn: isOnFor(tenant, declaration, fitting(ladder, declaration)) }));
  }
}
