import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeTenantProfile } from './tenant-profile.contract.js';

inEachHome(platformHomes, describeTenantProfile);
