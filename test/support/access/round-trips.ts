import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = {
  whoAmI: { trips: 3, because: 'asks identity, tenancy and access at once, each on a connection of its own where there is one' },
  listPermissions: { trips: 0, because: 'the permissions are declared in the sources' },
  listRoles: { trips: 0, because: 'the roles are declared in the sources' },
  assignRoles: 4,
};
