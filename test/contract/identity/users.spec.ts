import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeUsers } from './users.contract.js';

inEachHome(platformHomes, describeUsers);
