import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = { signUp: 5, changeTenant: 4, requestClosure: 4, reopenTenant: 3 };
