import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeSweeping } from './sweeping.contract.js';

inEachHome(platformHomes, describeSweeping);
