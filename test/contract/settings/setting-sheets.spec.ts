import { inEachHome } from '../homes.js';
import { describeSettingSheets } from './setting-sheets.contract.js';
import { settingsHomes } from './settings-homes.js';

inEachHome(settingsHomes, describeSettingSheets);
