import { sql } from 'slonik';
import { z } from 'zod';
import { type HistoryRequest, SheetRegister } from '../../../application/settings/ports/sheet-register.js';
import type { Page } from '../../../application/shared/page.js';
import type { SheetName } from '../../../domain/settings/setting-level.js';
import { type SettingChange, SettingSheet, type SheetState } from '../../../domain/settings/setting-sheet.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { sheetColumns, sheetRow, stateOf } from './sheet-row.js';

export class PostgresSheetRegister extends SheetRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async read(tenant: TenantContext, names: readonly SheetName[]): Promise<readonly SheetState[]> {
    const rows = await this.db.any(tenant, named('settings.read-sheets', sql.type(sheetRow)`
      select ${sheetColumns} from settings.setting_sheet where tenant_id = ${tenant.tenantId} and sheet = any(${sql.array(names, 'text')})
    `));
    const found = new Map(rows.map((row) => [row.sheet, row]));
    return names.map((name) => {
      const row = found.get(name);
      return row === undefined ? SettingSheet.blank(tenant.tenantId, name).state : stateOf(tenant, row);
    });
  }

  override async all(tenant: TenantContext, after: string, limit: number): Promise<readonly SheetState[]> {
    const rows = await this.db.any(tenant, named('settings.all-sheets', sql.type(sheetRow)`
      select ${sheetColumns} from settings.setting_sheet where tenant_id = ${tenant.tenantId} and sheet > ${after}
      order by sheet limit ${limit}
    `));
    return rows.map((row) => stateOf(tenant, row));
  }

  override async history(tenant: TenantContext, { sheet, key, limit, after }: HistoryRequest): Promise<Page<SettingChange>> {
    const before = after === undefined ? sql.fragment`true` : sql.fragment`version < ${Number(after)}`;
    const rows = await this.db.any(tenant, named('settings.history', sql.type(changeRow)`
      select version, value, is_set, locked, changed_by, changed_at from settings.setting_change
      where tenant_id = ${tenant.tenantId} and sheet = ${sheet} and key = ${key} and ${before}
      order by version desc limit ${limit + 1}
    `));
    const page = rows.slice(0, limit);
    return { items: page.map((row) => changeOf(key, row)), next: rows.length > limit ? String(page.at(-1)?.version) : null };
  }
}

const changeRow = z.object({
  version: z.number(),
  value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]).nullable(),
  is_set: z.boolean(),
  locked: z.boolean(),
  changed_by: z.string().nullable(),
  changed_at: z.date(),
});

const changeOf = (key: string, { value, is_set: isSet, locked, changed_by: changedBy, changed_at: changedAt }: z.infer<typeof changeRow>): SettingChange => ({
  key, value, isSet, locked, changedBy: changedBy as PrincipalId | null, changedAt,
});
