import type { Permission, PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { BuiltInRole } from '../shared/permission.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';

/** What somebody may do in a tenant, and by which roles. */
export type Rights = { readonly roles: readonly string[]; readonly permissions: readonly Permission[] };

/** What other contexts may ask of access. */
export abstract class RightsDirectory {
  /** Someone the tenant does not know has no roles and no permissions. */
  abstract rightsOf(tenant: TenantContext, principalId: PrincipalId): Promise<Rights>;
}

/** Assigns a first role to somebody whom another context registers, as a part of that registration. */
export abstract class RoleAssigner {
  abstract assign(tenant: TenantContext, principalId: PrincipalId, role: BuiltInRole, transaction: OpenTransaction): Promise<void>;
}
