import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = {
  signIn: 7,
  refreshSession: 4,
  revokeSession: 3,
  signOut: 3,
  deactivateMember: 9,
  reactivateMember: 7,
  removeMember: 9,
  inviteUser: 7,
  revokeInvitation: 3,
  acceptInvitation: 10,
  changeProfile: 3,
  changePassword: 6,
};
