import { inEachHome } from '../homes.js';
import { describeNeighboursOfSettings } from './neighbours.contract.js';
import { settingsHomes } from './settings-homes.js';

inEachHome(settingsHomes, describeNeighboursOfSettings);
