import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = { signIn: 4, refreshSession: 4, signOut: 3 };
