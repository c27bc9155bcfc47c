import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { SettingSheets } from './setting-sheets.js';
import type { SheetRegister } from './sheet-register.js';

export type SettingsScope = { readonly sheets: SettingSheets; readonly register: SheetRegister };

/** One step on a tenant's settings. */
export abstract class SettingsWork extends UnitOfWork<SettingsScope> {}
