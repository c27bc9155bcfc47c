import { inEachHome } from '../homes.js';
import { describeEventRelay } from './event-relay.contract.js';
import { jobHomes } from './job-homes.js';

inEachHome(jobHomes, describeEventRelay);
