import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeUserRegister } from './user-register.contract.js';

inEachHome(platformHomes, describeUserRegister);
