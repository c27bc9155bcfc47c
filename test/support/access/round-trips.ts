import type { RoundTrips } from '../round-trips.js';

const declared = { trips: 0, because: 'what roles allow is declared, and stored nowhere' };

export const roundTrips: RoundTrips = {
  whoAmI: { trips: 1, because: 'asks identity; tenancy answers from its directory, and rights are remembered' },
  listPermissions: declared,
  listRoles: declared,
  assignRoles: 4,
};
