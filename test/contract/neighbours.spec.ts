import { inEachHome } from './homes.js';
import { describeNeighbours } from './neighbours.contract.js';
import { platformHomes } from './platform-homes.js';

inEachHome(platformHomes, describeNeighbours);
