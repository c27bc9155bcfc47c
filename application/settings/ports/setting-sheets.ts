import type { SheetName } from '../../../domain/settings/setting-level.js';
import type { SettingSheet, SheetState } from '../../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A sheet that is being changed, and others as they are meanwhile. */
export type OpenedSheet = { readonly sheet: SettingSheet; readonly beside: readonly SheetState[] };

/** A tenant's sheets, to be changed. What one tenant says, no other tenant can see. */
export abstract class SettingSheets {
  /**
   * The sheet, blank when nothing was said on it, and those that are named beside it, in their order. Whoever else opens the same
   * waits until this step has ended: so two who change different settings of one sheet do not fail each other.
   */
  abstract open(tenant: TenantContext, name: SheetName, beside: readonly SheetName[]): Promise<OpenedSheet>;

  /**
   * Stores the sheet, its events and what its history tells as one: of a secret it tells no value.
   * @returns it as stored. @throws OutdatedVersion when it moved meanwhile
   */
  abstract save(tenant: TenantContext, sheet: SettingSheet): Promise<SettingSheet>;

  /** Forgets a sheet and its history. Not to be used again: versions would come again. @returns what its copies are to say; null where there was none */
  abstract remove(tenant: TenantContext, name: SheetName): Promise<SheetState | null>;
}
