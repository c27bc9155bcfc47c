import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeOwnersAtOnce } from './owners-at-once.contract.js';

inEachHome(platformHomes, describeOwnersAtOnce);
