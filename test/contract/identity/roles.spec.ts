import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeRoles } from './roles.contract.js';

inEachHome(platformHomes, describeRoles);
