import { inEachHome } from '../homes.js';
import { describeSheetCopies } from './sheet-copies.contract.js';
import { settingsHomes } from './settings-homes.js';

inEachHome(settingsHomes, describeSheetCopies);
