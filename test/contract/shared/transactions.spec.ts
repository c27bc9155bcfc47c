import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeTransactions } from './transactions.contract.js';

inEachHome(platformHomes, describeTransactions);
