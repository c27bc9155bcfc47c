import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = {
  signIn: 7,
  refreshSession: 4,
  signOut: 3,
  revokeSession: 3,
  inviteUser: 6,
  revokeInvitation: 3,
  acceptInvitation: 10,
  deactivateMember: 9,
  reactivateMember: 2,
  removeMember: 9,
  changeProfile: 3,
  changePassword: 6,
};
