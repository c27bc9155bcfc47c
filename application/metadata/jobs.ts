import { type JobHandling, subscribes, untilTheReadStoreIsBack } from '../shared/job-handling.js';
import { CopyMetadata } from './copy-metadata.js';
import { metadataChanged } from './published.js';

/** What metadata does in the background. */
export const metadataJobs: readonly JobHandling[] = [
  subscribes('metadata.copy-metadata', metadataChanged, {
    calls: CopyMetadata,
    with: ({ data: { resourceType, resourceId } }) => ({ type: resourceType, resourceId }),
    ...untilTheReadStoreIsBack,
  }),
];
