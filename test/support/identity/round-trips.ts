import type { RoundTrips } from '../round-trips.js';

/** Whoever signs in, and whoever is let in, finds the tenant in the directory: one more where that has no copy, or nobody has asked how it stands for a second. */
export const roundTrips: RoundTrips = {
  signIn: 6,
  refreshSession: 3,
  revokeSession: 3,
  signOut: 3,
  deactivateMember: 9,
  reactivateMember: 7,
  removeMember: 9,
  inviteUser: 6,
  revokeInvitation: 3,
  acceptInvitation: 9,
  changeProfile: 3,
  changePassword: 6,
};
