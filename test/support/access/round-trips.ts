import type { RoundTrips } from '../round-trips.js';

const declared = { trips: 0, because: 'what roles allow is declared, and stored nowhere' };

export const roundTrips: RoundTrips = {
  whoAmI: { trips: 2, because: 'asks identity and tenancy at once, each on a connection of its own where there is one; rights are remembered' },
  listPermissions: declared,
  listRoles: declared,
  assignRoles: 4,
};
