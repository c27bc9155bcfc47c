import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeInvitations } from './invitations.contract.js';

inEachHome(platformHomes, describeInvitations);
