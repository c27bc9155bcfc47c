import { type Schedule, schedule } from '../shared/schedule.js';
import { sweepRecords } from './jobs.js';

/** What is swept each night. */
export const operationsSchedules: readonly Schedule[] = [
  schedule('operations.sweep-records-nightly', {
    cron: '30 3 * * *', zone: 'UTC', fansOut: sweepRecords, data: (dueAt) => ({ dueAt, batch: 1 }), missed: 'catch up',
  }),
];
