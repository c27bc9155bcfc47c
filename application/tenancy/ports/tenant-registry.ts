import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { Tenant, TenantState } from '../../../domain/tenancy/tenant.js';
import type { Page, PageRequest } from '../../shared/page.js';

/** All tenants, as the platform's operators see them. The platform's own tenant is not among them. */
export abstract class TenantRegistry {
  /** In the order of their slugs. */
  abstract list(system: SystemContext, request: PageRequest): Promise<Page<TenantState>>;

  /** Also when it is closed. @throws TenantNotFound */
  abstract get(system: SystemContext, slug: string): Promise<Tenant>;

  /**
   * Stores the tenant's plan, whether it is suspended or closed, and its events, as one. What is the tenant's own to
   * change stays as it is. @returns it as stored. @throws OutdatedVersion when it moved meanwhile.
   */
  abstract save(system: SystemContext, tenant: Tenant): Promise<Tenant>;
}
