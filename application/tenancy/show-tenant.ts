import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import { monthOf } from './month.js';
import type { TenantProfile } from './ports/tenant-profile.js';
import { detailsOf, type TenantDetails } from './tenant-details.js';

/** Shows the caller's own tenant. */
export class ShowTenant {
  static readonly needs = 'tenancy:tenant:read';
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(
    private readonly profile: TenantProfile,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext): Promise<TenantDetails> {
    const { state, used } = await this.profile.readWithUsage(tenant, monthOf(this.clock.now()));
    return detailsOf(state, used);
  }
}
