import type { PrincipalId } from '../../domain/shared/tenant-context.js';
import { type JobHandling, type PublishedEvent, subscribes } from '../shared/job-handling.js';
import { ForgetRights } from './forget-rights.js';
import { rolesChanged, rolesResumed, rolesSuspended, rolesWithdrawn } from './published.js';

const forgetsAfter = (name: `${string}.${string}`, event: PublishedEvent<{ readonly principalId: PrincipalId }>): JobHandling =>
  subscribes(name, event, { calls: ForgetRights, with: ({ data }) => data });

/** What access does in the background. Whoever is given a first role had no rights that anybody could remember. */
export const accessJobs: readonly JobHandling[] = [
  forgetsAfter('access.forget-rights-after-change', rolesChanged),
  forgetsAfter('access.forget-rights-after-suspension', rolesSuspended),
  forgetsAfter('access.forget-rights-after-resumption', rolesResumed),
  forgetsAfter('access.forget-rights-after-withdrawal', rolesWithdrawn),
];
