import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeActiveSessions } from './active-sessions.contract.js';

inEachHome(platformHomes, describeActiveSessions);
