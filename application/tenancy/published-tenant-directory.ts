import type { SystemContext } from '../../domain/shared/system-context.js';
import type { TenantContext, TenantId } from '../../domain/shared/tenant-context.js';
import { statusOf } from '../../domain/tenancy/tenant.js';
import type { Slugs } from './ports/slugs.js';
import type { TenantProfile } from './ports/tenant-profile.js';
import { type TenantCard, TenantDirectory } from './published.js';

/** Tenancy's answers to its neighbours. */
export class PublishedTenantDirectory extends TenantDirectory {
  constructor(
    private readonly slugs: Slugs,
    private readonly profile: TenantProfile,
  ) {
    super();
  }

  override tenantOf(system: SystemContext, slug: string): Promise<TenantId | null> {
    return this.slugs.tenantOf(system, slug);
  }

  override async cardOf(tenant: TenantContext): Promise<TenantCard> {
    const state = await this.profile.read(tenant);
    const { id, slug, name, plan } = state;
    return { id, slug, name, plan, status: statusOf(state) };
  }
}
