import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describePrincipalContexts } from './principal-contexts.contract.js';

inEachHome(platformHomes, describePrincipalContexts);
