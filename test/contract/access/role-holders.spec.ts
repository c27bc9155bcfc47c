import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeRoleHolders } from './role-holders.contract.js';

inEachHome(platformHomes, describeRoleHolders);
