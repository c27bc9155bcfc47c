import type { RoundTrips } from '../round-trips.js';

const copied = { trips: 0, because: 'what the levels say is read from copies, and remembered; tenancy answers from its directory' };

export const roundTrips: RoundTrips = {
  listSettings: copied,
  showSetting: copied,
  listFeatureFlags: copied,
  // what the platform says, the own sheet, its change, and the end
  changeSetting: 4,
  changeOwnSetting: 4,
  clearSetting: 4,
  clearOwnSetting: 4,
};
