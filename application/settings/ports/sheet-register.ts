import type { SheetName } from '../../../domain/settings/setting-level.js';
import type { SettingChange, SheetState } from '../../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';

export type HistoryRequest = PageRequest & { readonly sheet: SheetName; readonly key: string };

/** A tenant's sheets where they are decided, to be read: each question costs one round trip. */
export abstract class SheetRegister {
  /** In the order of the names; blank where nothing was said. */
  abstract read(tenant: TenantContext, names: readonly SheetName[]): Promise<readonly SheetState[]>;

  /** All that there are, in the order of their names: a page at a time, each behind the name that is given. */
  abstract all(tenant: TenantContext, after: string, limit: number): Promise<readonly SheetState[]>;

  /** What one sheet said of one setting, the latest first. */
  abstract history(tenant: TenantContext, request: HistoryRequest): Promise<Page<SettingChange>>;
}
