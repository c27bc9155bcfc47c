import { inEachHome } from '../homes.js';
import { describeSheetRegister } from './sheet-register.contract.js';
import { settingsHomes } from './settings-homes.js';

inEachHome(settingsHomes, describeSheetRegister);
