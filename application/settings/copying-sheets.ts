import type { SheetName } from '../../domain/settings/setting-level.js';
import type { SettingSheet, SheetState } from '../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';
import { type OpenedSheet, SettingSheets } from './ports/setting-sheets.js';
import type { SheetCopies } from './ports/sheet-copies.js';

/** Sheets whose changes are copied once the transaction is kept. */
export class CopyingSheets extends SettingSheets {
  constructor(
    private readonly sheets: SettingSheets,
    private readonly transaction: OpenTransaction,
    private readonly copies: SheetCopies,
  ) {
    super();
  }

  override open(tenant: TenantContext, name: SheetName, beside: readonly SheetName[]): Promise<OpenedSheet> {
    return this.sheets.open(tenant, name, beside);
  }

  override async save(tenant: TenantContext, changed: SettingSheet): Promise<SettingSheet> {
    const stored = await this.sheets.save(tenant, changed);
    this.transaction.onceKept(() => this.copies.changed(tenant, stored.state));
    return stored;
  }

  /** Whoever removes it sees to its copy. */
  override remove(tenant: TenantContext, name: SheetName): Promise<SheetState | null> {
    return this.sheets.remove(tenant, name);
  }
}
