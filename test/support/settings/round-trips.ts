import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = {};
