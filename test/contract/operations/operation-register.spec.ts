import { inEachHome } from '../homes.js';
import { describeOperationRegister } from './operation-register.contract.js';
import { operationsHomes } from './operations-homes.js';

inEachHome(operationsHomes, describeOperationRegister);
