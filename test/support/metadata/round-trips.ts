import type { RoundTrips } from '../round-trips.js';

export const roundTrips: RoundTrips = {
  listMetadata: { trips: 0, because: 'no ids are named here, so there is nothing to ask; test/api/metadata/metadata.spec.ts counts what it costs when there are' },
  showMetadata: { trips: 2, because: 'asks at once whether there is the resource, which its own context knows, and for what is noted on it, of which there is no copy yet' },
  replaceMetadata: 4,
  // nothing was noted yet
  removeMetadata: 3,
};
