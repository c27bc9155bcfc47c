import type { RoundTrips } from '../round-trips.js';

// the plan, what the platform says, the own sheet, its change, and the end
export const roundTrips: RoundTrips = { changeSetting: 5, changeOwnSetting: 5, clearSetting: 5, clearOwnSetting: 5 };
