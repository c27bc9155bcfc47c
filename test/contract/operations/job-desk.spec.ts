import { inEachHome } from '../homes.js';
import { describeJobDesk } from './job-desk.contract.js';
import { operationsHomes } from './operations-homes.js';

inEachHome(operationsHomes, describeJobDesk);
