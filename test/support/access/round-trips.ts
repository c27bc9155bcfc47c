import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = {
  whoAmI: { trips: 3, because: 'asks identity, tenancy and access at once, each on a connection of its own where there is one' },
};
