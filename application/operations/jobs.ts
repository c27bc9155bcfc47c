import { handles, type JobHandling } from '../shared/job-handling.js';
import { sweepRecords } from './job-types.js';
import { SweepRecords } from './sweep-records.js';

/** What operations does in the background. */
export const operationsJobs: readonly JobHandling[] = [handles(sweepRecords, { calls: SweepRecords, with: ({ data }) => data })];
