import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeTenantEntries } from './tenant-entries.contract.js';

inEachHome(platformHomes, describeTenantEntries);
