import { inEachHome } from '../homes.js';
import { describeJobs } from './jobs.contract.js';
import { jobHomes } from './job-homes.js';

inEachHome(jobHomes, describeJobs);
