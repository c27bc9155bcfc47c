import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeRoleAssignments } from './role-assignments.contract.js';

inEachHome(platformHomes, describeRoleAssignments);
