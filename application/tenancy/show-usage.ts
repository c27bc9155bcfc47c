import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import { monthOf } from './month.js';
import type { TenantProfile } from './ports/tenant-profile.js';
import type { UsedNow } from './ports/usage.js';

/** Shows how much the caller's tenant uses of what its plan limits: apart from the tenant, which stays what it is while this is counted. */
export class ShowUsage {
  static readonly needs = 'tenancy:tenant:read';
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(
    private readonly profile: TenantProfile,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext): Promise<UsedNow> {
    return this.profile.usage(tenant, monthOf(this.clock.now()));
  }
}
