import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** Who holds which role in a tenant, to be read: one round trip. */
export abstract class RoleRegister {
  abstract rolesOf(tenant: TenantContext, principalId: PrincipalId): Promise<readonly string[]>;
}
