import { inEachHome } from '../homes.js';
import { describeJobAdmission } from './job-admission.contract.js';
import { jobHomes } from './job-homes.js';

inEachHome(jobHomes, describeJobAdmission);
