import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeInvitationRegister } from './invitation-register.contract.js';

inEachHome(platformHomes, describeInvitationRegister);
