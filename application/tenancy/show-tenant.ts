import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { TenantProfile } from './ports/tenant-profile.js';
import { detailsOf, type TenantDetails } from './tenant-details.js';

/** Shows the caller's own tenant. */
export class ShowTenant {
  static readonly needs = 'tenancy:tenant:read';
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(private readonly profile: TenantProfile) {}

  async execute(tenant: TenantContext): Promise<TenantDetails> {
    return detailsOf(await this.profile.read(tenant));
  }
}
