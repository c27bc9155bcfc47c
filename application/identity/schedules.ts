import { type Schedule, schedule } from '../shared/schedule.js';
import { sweepInvitations, sweepSessions } from './jobs.js';

/** What is swept each night. */
export const identitySchedules: readonly Schedule[] = [
  schedule('identity.sweep-sessions-nightly', {
    cron: '10 3 * * *', zone: 'UTC', fansOut: sweepSessions, data: (dueAt) => ({ dueAt, batch: 1 }), missed: 'catch up',
  }),
  schedule('identity.sweep-invitations-nightly', {
    cron: '20 3 * * *', zone: 'UTC', fansOut: sweepInvitations, data: (dueAt) => ({ dueAt, batch: 1 }), missed: 'catch up',
  }),
];
