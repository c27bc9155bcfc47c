import { handles, type JobHandling, subscribes } from '../shared/job-handling.js';
import { ForgetSession } from './forget-session.js';
import { sweepInvitations, sweepSessions } from './job-types.js';
import { sessionEnded } from './published.js';
import { SweepInvitations } from './sweep-invitations.js';
import { SweepSessions } from './sweep-sessions.js';

/** What identity does in the background. */
export const identityJobs: readonly JobHandling[] = [
  handles(sweepSessions, { calls: SweepSessions, with: ({ data }) => data }),
  handles(sweepInvitations, { calls: SweepInvitations, with: ({ data }) => data }),
  subscribes('identity.forget-session', sessionEnded, { calls: ForgetSession, with: ({ data }) => data }),
];
