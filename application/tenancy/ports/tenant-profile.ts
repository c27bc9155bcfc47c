import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { TenantState } from '../../../domain/tenancy/tenant.js';

/** What a tenant knows of itself: one round trip. */
export abstract class TenantProfile {
  abstract read(tenant: TenantContext): Promise<TenantState>;
}
