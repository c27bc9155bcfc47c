import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeRememberedRights } from './remembered-rights.contract.js';

inEachHome(platformHomes, describeRememberedRights);
