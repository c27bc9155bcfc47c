import { type Schedule, schedule } from '../shared/schedule.js';
import { firstBatch } from '../shared/sweep.js';
import { sweepInvitations, sweepSessions } from './job-types.js';

/** What is swept each night. */
export const identitySchedules: readonly Schedule[] = [
  schedule('identity.sweep-sessions-nightly', {
    cron: '10 3 * * *', zone: 'UTC', fansOut: sweepSessions, data: firstBatch, missed: 'catch up',
  }),
  schedule('identity.sweep-invitations-nightly', {
    cron: '20 3 * * *', zone: 'UTC', fansOut: sweepInvitations, data: firstBatch, missed: 'catch up',
  }),
];
