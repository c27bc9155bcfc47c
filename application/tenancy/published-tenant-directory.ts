import type { SystemContext } from '../../domain/shared/system-context.js';
import type { TenantContext, TenantId } from '../../domain/shared/tenant-context.js';
import type { TenantEntries } from './ports/tenant-entries.js';
import { type TenantCard, TenantDirectory } from './published.js';

/** Tenancy's answers to its neighbours. */
export class PublishedTenantDirectory extends TenantDirectory {
  constructor(private readonly entries: TenantEntries) {
    super();
  }

  override tenantOf(system: SystemContext, slug: string): Promise<TenantId | null> {
    return this.entries.tenantOf(system, slug);
  }

  override async cardOf(tenant: TenantContext): Promise<TenantCard> {
    return { id: tenant.tenantId, ...(await this.entries.entryOf(tenant)) };
  }
}
