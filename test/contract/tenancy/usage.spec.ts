import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeUsage } from './usage.contract.js';

inEachHome(platformHomes, describeUsage);
