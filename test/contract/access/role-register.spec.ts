import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeRoleRegister } from './role-register.contract.js';

inEachHome(platformHomes, describeRoleRegister);
