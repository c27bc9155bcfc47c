import { sweepType } from '../shared/sweep.js';

export const sweepSessions = sweepType('identity.sweep-sessions');
export const sweepInvitations = sweepType('identity.sweep-invitations');
