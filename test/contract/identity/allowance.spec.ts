import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeAllowance } from './allowance.contract.js';

inEachHome(platformHomes, describeAllowance);
