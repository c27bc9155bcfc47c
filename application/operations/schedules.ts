import { type Schedule, schedule } from '../shared/schedule.js';
import { firstBatch } from '../shared/sweep.js';
import { sweepRecords } from './job-types.js';

/** What is swept each night. */
export const operationsSchedules: readonly Schedule[] = [
  schedule('operations.sweep-records-nightly', {
    cron: '30 3 * * *', zone: 'UTC', fansOut: sweepRecords, data: firstBatch, missed: 'catch up',
  }),
];
