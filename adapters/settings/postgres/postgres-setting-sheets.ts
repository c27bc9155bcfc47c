import { sql } from 'slonik';
import { z } from 'zod';
import { type OpenedSheet, SettingSheets } from '../../../application/settings/ports/setting-sheets.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import type { SheetName } from '../../../domain/settings/setting-level.js';
import { SettingSheet, type SheetState } from '../../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { PostgresTransaction } from '../../shared/postgres/postgres-transaction.js';
import { named } from '../../shared/postgres/statement.js';
import { sheetColumns, sheetRow, stateOf } from './sheet-row.js';

export class PostgresSettingSheets extends SettingSheets {
  constructor(
    private readonly transaction: PostgresTransaction<TenantContext>,
    private readonly ids: Ids,
  ) {
    super();
  }

  /** Makes the row where there is none, so that there is something to wait for. */
  override async open(tenant: TenantContext, name: SheetName, beside: readonly SheetName[]): Promise<OpenedSheet> {
    const { tenantId } = tenant;
    const rows = await this.transaction.any(tenant, named('settings.open-sheet', sql.type(sheetRow)`
      with opened as (
        insert into settings.setting_sheet (tenant_id, sheet, id, entries, version)
        values (${tenantId}, ${name}, ${this.ids.next()}, '{}', 0)
        on conflict (tenant_id, sheet) do update set version = setting_sheet.version
        returning ${sheetColumns}
      )
      select ${sheetColumns} from opened
      union all
      select ${sheetColumns} from settings.setting_sheet where tenant_id = ${tenantId} and sheet = any(${sql.array(beside, 'text')})
    `));
    const found = new Map(rows.map((row) => [row.sheet, stateOf(tenant, row)]));
    const stateNamed = (one: SheetName) => found.get(one) ?? SettingSheet.blank(tenantId, one).state;
    return { sheet: SettingSheet.restore(stateNamed(name)), beside: beside.map(stateNamed) };
  }

  override async save(tenant: TenantContext, sheet: SettingSheet): Promise<SettingSheet> {
    const { id, name, entries, version } = sheet.state;
    if (id === null) throw new Error('A sheet is opened before it is saved.');
    const { tenantId } = tenant;
    const told = sheet.told.map(({ key, value, isSet, locked, changedBy, changedAt }) => sql.fragment`(
      ${tenantId}::uuid, ${name}, ${key}, ${version + 1}::integer, ${JSON.stringify(value)}::jsonb, ${isSet}::boolean, ${locked}::boolean, ${changedBy}::uuid,
      ${changedAt.toISOString()}::timestamptz
    )`);
    const stored = await this.transaction.maybeOne(tenant, named('settings.save-sheet', sql.type(z.object({ version: z.number() }))`
      with announced as (${outboxed(tenant, { type: 'settings.setting-sheet', id }, sheet.events)}),
      told as (
        insert into settings.setting_change (tenant_id, sheet, key, version, value, is_set, locked, changed_by, changed_at)
        values ${sql.join(told, sql.fragment`, `)}
      )
      update settings.setting_sheet set entries = ${JSON.stringify(entries)}::jsonb, version = ${version + 1}
      where tenant_id = ${tenantId} and sheet = ${name} and version = ${version}
      returning version
    `));
    if (stored === null) throw new OutdatedVersion();
    return sheet.stored();
  }

  override async remove(tenant: TenantContext, name: SheetName): Promise<SheetState | null> {
    const { tenantId } = tenant;
    const removed = await this.transaction.maybeOne(tenant, named('settings.remove-sheet', sql.type(z.object({ id: z.string(), version: z.number() }))`
      with forgotten as (delete from settings.setting_change where tenant_id = ${tenantId} and sheet = ${name})
      delete from settings.setting_sheet where tenant_id = ${tenantId} and sheet = ${name}
      returning id, version
    `));
    return removed === null ? null : SettingSheet.gone({ ...removed, tenantId, name });
  }
}
