import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeSessionRegister } from './session-register.contract.js';

inEachHome(platformHomes, describeSessionRegister);
