import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeSlugs } from './slugs.contract.js';

inEachHome(platformHomes, describeSlugs);
