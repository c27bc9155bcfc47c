import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeSessions } from './sessions.contract.js';

inEachHome(platformHomes, describeSessions);
