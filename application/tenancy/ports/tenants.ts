import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Tenant } from '../../../domain/tenancy/tenant.js';

/** The tenant itself, to be changed. */
export abstract class Tenants {
  /** Stores a new tenant and its events as one. @returns it as stored. @throws SlugTaken */
  abstract add(tenant: TenantContext, founded: Tenant): Promise<Tenant>;
}
