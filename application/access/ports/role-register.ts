import type { RoleHolderState } from '../../../domain/access/role-holder.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** Who holds which roles in a tenant, to be read: one round trip. */
export abstract class RoleRegister {
  /** The roles by which somebody has rights now: none of whoever is not active. */
  abstract rolesOf(tenant: TenantContext, principalId: PrincipalId): Promise<readonly string[]>;

  /** @returns null when the tenant knows no roles of theirs. */
  abstract find(tenant: TenantContext, principalId: PrincipalId): Promise<RoleHolderState | null>;
}
