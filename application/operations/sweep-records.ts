import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { daysBefore, type Sweep, SWEPT_AT_ONCE, sweepOn } from '../shared/sweep.js';
import { sweepRecords } from './job-types.js';
import type { EndedStatus } from './ports/kept-records.js';
import type { RecordsScope } from './ports/records-work.js';

/** Whoever was away for less can catch up with what happened. */
const EVENTS_KEPT_DAYS = 30;

/** Whoever asked sees how it ended, and asks by the same key for nothing twice; a failure can be looked into, and started again. */
const JOBS_KEPT_DAYS = { succeeded: 3, cancelled: 3, failed: 30 } as const satisfies Record<EndedStatus, number>;

/** Forgets events and ended jobs of long ago. What is in quarantine waits for somebody, however long that takes. */
export class SweepRecords {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(private readonly work: UnitOfWork<RecordsScope>) {}

  async execute(tenant: TenantContext, sweep: Sweep): Promise<void> {
    await this.work.run(tenant, async ({ records, jobs }) => {
      const swept = [await records.sweepEvents(tenant, daysBefore(sweep.dueAt, EVENTS_KEPT_DAYS), SWEPT_AT_ONCE)];
      for (const status of ['succeeded', 'cancelled', 'failed'] as const) {
        swept.push(await records.sweepJobs(tenant, status, daysBefore(sweep.dueAt, JOBS_KEPT_DAYS[status]), SWEPT_AT_ONCE));
      }
      await sweepOn(tenant, sweepRecords, sweep, swept, jobs);
    });
  }
}
