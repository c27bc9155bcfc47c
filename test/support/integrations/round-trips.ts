import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = {
  followEvents: { trips: 2, because: 'once it is heard what happens, what happened before that is looked for' },
};
