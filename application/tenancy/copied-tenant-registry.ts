import type { Page, PageRequest } from '../shared/page.js';
import type { TenantEntries } from './ports/tenant-entries.js';
import { TenantRegistry } from './ports/tenant-registry.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Tenant, TenantState } from '../../domain/tenancy/tenant.js';

/** A registry whose changes are in the directory before whoever made them goes on. */
export class CopiedTenantRegistry extends TenantRegistry {
  constructor(
    private readonly registry: TenantRegistry,
    private readonly entries: TenantEntries,
  ) {
    super();
  }

  override list(system: SystemContext, request: PageRequest): Promise<Page<TenantState>> {
    return this.registry.list(system, request);
  }

  override get(system: SystemContext, slug: string): Promise<Tenant> {
    return this.registry.get(system, slug);
  }

  override async save(system: SystemContext, tenant: Tenant): Promise<Tenant> {
    const saved = await this.registry.save(system, tenant);
    await this.entries.changed(TenantContext.visitor(saved.state.id), saved.state);
    return saved;
  }
}
