import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeFailedAttempts } from './failed-attempts.contract.js';

inEachHome(platformHomes, describeFailedAttempts);
