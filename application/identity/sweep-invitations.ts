import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { daysBefore, type Sweep, SWEPT_AT_ONCE, sweepOn } from '../shared/sweep.js';
import { sweepInvitations } from './job-types.js';
import type { IdentityScope } from './ports/identity-work.js';

/** After they expired, for whoever asks whom somebody invited. */
const KEPT_DAYS = 90;

/** Forgets invitations that expired, or would have, long ago, whatever became of them. */
export class SweepInvitations {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(private readonly work: UnitOfWork<IdentityScope>) {}

  async execute(tenant: TenantContext, sweep: Sweep): Promise<void> {
    await this.work.run(tenant, async ({ invitations, jobs }) => {
      const swept = await invitations.sweep(tenant, daysBefore(sweep.dueAt, KEPT_DAYS), SWEPT_AT_ONCE);
      await sweepOn(tenant, sweepInvitations, sweep, [swept], jobs);
    });
  }
}
