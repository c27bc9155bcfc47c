import { inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeGuessingAtOnce } from './guessing-at-once.contract.js';

inEachHome(platformHomes, describeGuessingAtOnce);
