import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { daysBefore, type Sweep, SWEPT_AT_ONCE, sweepOn } from '../shared/sweep.js';
import { sweepSessions } from './job-types.js';
import type { IdentityScope } from './ports/identity-work.js';

/** After they would have expired, for whoever looks into what happened. */
const KEPT_DAYS = 7;

/** Forgets sessions that would have expired long ago, whether they ended before or not. Until then a stolen refresh token is known for one. */
export class SweepSessions {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(private readonly work: UnitOfWork<IdentityScope>) {}

  async execute(tenant: TenantContext, sweep: Sweep): Promise<void> {
    await this.work.run(tenant, async ({ sessions, jobs }) => {
      const swept = await sessions.sweep(tenant, daysBefore(sweep.dueAt, KEPT_DAYS), SWEPT_AT_ONCE);
      await sweepOn(tenant, sweepSessions, sweep, [swept], jobs);
    });
  }
}
