import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeMembersAtOnce } from './members-at-once.contract.js';

inEachHome(platformHomes, describeMembersAtOnce);
