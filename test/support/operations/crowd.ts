import { CountJobs } from '../../../application/operations/count-jobs.js';
import { DiscardJob } from '../../../application/operations/discard-job.js';
import { FindJob } from '../../../application/operations/find-job.js';
import { ListJobs } from '../../../application/operations/list-jobs.js';
import { ListParkedEvents } from '../../../application/operations/list-parked-events.js';
import { RetryJob } from '../../../application/operations/retry-job.js';
import { SweepRecords } from '../../../application/operations/sweep-records.js';
import type { JobStatus } from '../../../application/shared/job.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantId } from '../../../domain/shared/tenant-context.js';
import type { Crowd } from '../crowd.js';
import { thePlatformIn } from '../tenants.js';

const operator = SystemContext.for('a test of operators');

/** The jobs themselves are the kernel's. */
export const crowd: Crowd = {
  tables: {},
  calls: [
    (container) => container.get(CountJobs).execute(operator),
    (container) => container.get(ListJobs).execute(operator, { limit: 20 }),
    (container, tenantId) => container.get(ListJobs).execute(operator, { limit: 20, tenantId: TenantId.from(tenantId) }),
    (container) => container.get(ListParkedEvents).execute(operator, { limit: 20 }),
    async (container) => {
      const of = (status: JobStatus) => container.get(ListJobs).execute(operator, { status, limit: 1 });
      const [[failed], [waiting]] = [(await of('failed')).items, (await of('waiting')).items];
      if (failed === undefined || waiting === undefined) throw new Error('The crowd has no job that has failed, or none that waits.');
      await container.get(FindJob).execute(operator, { jobId: failed.id });
      await container.get(RetryJob).execute(operator, { jobId: failed.id });
      await container.get(DiscardJob).execute(operator, { jobId: waiting.id });
    },
    // as a schedule does, of what is old by then: some of the crowd
    (container, tenantId) =>
      container.get(SweepRecords).execute(thePlatformIn(TenantId.from(tenantId)), { dueAt: new Date('2026-06-01Z'), batch: 1 }),
  ],
};
