import { inEachHome } from '../homes.js';
import { describeOperations } from './operations.contract.js';
import { operationsHomes } from './operations-homes.js';

inEachHome(operationsHomes, describeOperations);
