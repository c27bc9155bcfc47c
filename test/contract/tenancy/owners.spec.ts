import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeOwners } from './owners.contract.js';

inEachHome(platformHomes, describeOwners);
