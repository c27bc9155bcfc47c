import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeRefreshingAtOnce } from './refreshing-at-once.contract.js';

inEachHome(platformHomes, describeRefreshingAtOnce);
