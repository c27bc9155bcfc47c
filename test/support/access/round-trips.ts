import type { RoundTrips } from '../round-trips.js';

const declared = { trips: 0, because: 'what roles allow is declared, and stored nowhere' };

export const roundTrips: RoundTrips = {
  whoAmI: { trips: 3, because: 'asks identity, tenancy and access at once, each on a connection of its own where there is one' },
  listPermissions: declared,
  listRoles: declared,
  assignRoles: 4,
};
