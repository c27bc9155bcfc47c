import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeInvalidations } from './invalidations.contract.js';

inEachHome(platformHomes, describeInvalidations);
