import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Tenant } from '../../../domain/tenancy/tenant.js';

/** The tenant itself, to be changed. */
export abstract class Tenants {
  /** Stores a new tenant and its events as one. @returns it as stored. @throws SlugTaken */
  abstract add(tenant: TenantContext, founded: Tenant): Promise<Tenant>;

  abstract get(tenant: TenantContext): Promise<Tenant>;

  /**
   * Stores the tenant's name, whether it is being closed, and its events, as one. Its plan and its suspension stay as
   * they are: those are the platform's to change. @returns it as stored. @throws OutdatedVersion when it moved meanwhile.
   */
  abstract save(tenant: TenantContext, changed: Tenant): Promise<Tenant>;
}
