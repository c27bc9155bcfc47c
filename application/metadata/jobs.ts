import { type JobHandling, subscribes } from '../shared/job-handling.js';
import { CopyMetadata } from './copy-metadata.js';
import { metadataChanged } from './published.js';

/** What metadata does after an event. The read store may be away for a good while: until it is back, copies are owed to it. */
export const metadataJobs: readonly JobHandling[] = [
  subscribes('metadata.copy-metadata', metadataChanged, {
    calls: CopyMetadata,
    with: ({ data: { resourceType, resourceId } }) => ({ type: resourceType, resourceId }),
    starts: 1_000,
    backoff: { firstSeconds: 1, mostSeconds: 5 },
  }),
];
