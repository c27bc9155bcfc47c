import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = { signIn: 4, refreshSession: 3, signOut: 3 };
