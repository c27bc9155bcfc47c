import { TenantSlugs } from '../../../application/identity/ports/tenant-slugs.js';
import type { TenantDirectory } from '../../../application/tenancy/published.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantId } from '../../../domain/shared/tenant-context.js';

/** Which tenant a slug means, as tenancy knows it. */
export class SlugsFromTenancy extends TenantSlugs {
  constructor(private readonly tenants: TenantDirectory) {
    super();
  }

  override tenantOf(system: SystemContext, slug: string): Promise<TenantId | null> {
    return this.tenants.tenantOf(system, slug);
  }
}
