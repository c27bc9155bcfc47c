import type { Standing, TenantContext } from '../../domain/shared/tenant-context.js';
import type { TenantProfile } from './ports/tenant-profile.js';
import { TenantStandings } from './published.js';

/** Tenancy's word on whether a tenant may go on. */
export class PublishedTenantStandings extends TenantStandings {
  constructor(private readonly profile: TenantProfile) {
    super();
  }

  override standingOf(tenant: TenantContext): Promise<Standing | 'closed'> {
    return this.profile.status(tenant);
  }
}
