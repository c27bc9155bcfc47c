import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeTenantRegistry } from './tenant-registry.contract.js';

inEachHome(platformHomes, describeTenantRegistry);
