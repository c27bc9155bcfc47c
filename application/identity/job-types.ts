import { sweepType } from '../shared/sweep.js';

/** Forgets sessions of long ago. */
export const sweepSessions = sweepType('identity.sweep-sessions');

/** Forgets invitations of long ago. */
export const sweepInvitations = sweepType('identity.sweep-invitations');
