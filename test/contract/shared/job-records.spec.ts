import { inEachHome } from '../homes.js';
import { describeJobRecords } from './job-records.contract.js';
import { jobHomes } from './job-homes.js';

inEachHome(jobHomes, describeJobRecords);
