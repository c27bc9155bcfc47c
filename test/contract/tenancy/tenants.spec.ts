import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeTenants } from './tenants.contract.js';

inEachHome(platformHomes, describeTenants);
