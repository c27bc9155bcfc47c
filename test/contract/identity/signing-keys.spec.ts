import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeSigningKeys } from './signing-keys.contract.js';

inEachHome(platformHomes, describeSigningKeys);
