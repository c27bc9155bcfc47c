import { type JobHandling, type PublishedEvent, subscribes } from '../shared/job-handling.js';
import { CopyTenant } from './copy-tenant.js';
import {
  closureRequested,
  planChanged,
  tenantClosed,
  tenantFounded,
  tenantRenamed,
  tenantReopened,
  tenantResumed,
  tenantSuspended,
} from './published.js';

/** The read store may be away for hours, and has to be right soon after. */
const untilItIsBack = { starts: 10_000, backoff: { firstSeconds: 1, mostSeconds: 5 } };

const copies = (after: string, event: PublishedEvent): JobHandling =>
  subscribes(`tenancy.copy-tenant-after-${after}`, event, { calls: CopyTenant, with: () => undefined, ...untilItIsBack });

/** What tenancy does in the background. */
export const tenancyJobs: readonly JobHandling[] = [
  copies('founding', tenantFounded),
  copies('renaming', tenantRenamed),
  copies('plan-change', planChanged),
  copies('suspension', tenantSuspended),
  copies('resumption', tenantResumed),
  copies('closure-request', closureRequested),
  copies('reopening', tenantReopened),
  copies('closure', tenantClosed),
];
