import type { SettingsScope } from '../../../application/settings/ports/settings-work.js';
import type { SheetCopies } from '../../../application/settings/ports/sheet-copies.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresSettingSheets } from './postgres-setting-sheets.js';
import { PostgresSheetRegister } from './postgres-sheet-register.js';

/** The unit of work of settings; what it changes is copied once it is kept. */
export const postgresSettingsWork = (database: TenantDatabase, copies: SheetCopies, ids: Ids): PostgresUnitOfWork<SettingsScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({
    sheets: new PostgresSettingSheets(transaction, copies, ids),
    register: new PostgresSheetRegister(transaction),
  }));
