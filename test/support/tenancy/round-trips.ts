import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = { signUp: 5, changeTenant: 3, requestClosure: 3, reopenTenant: 3 };
