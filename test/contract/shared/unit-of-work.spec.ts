import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeUnitOfWork } from './unit-of-work.contract.js';

inEachHome(platformHomes, describeUnitOfWork);
