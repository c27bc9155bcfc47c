import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeSellers } from './sellers.contract.js';

inEachHome(platformHomes, describeSellers);
