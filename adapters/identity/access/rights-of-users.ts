import type { RoleAssigner, RightsDirectory } from '../../../application/access/published.js';
import { GrantedPermissions } from '../../../application/identity/ports/granted-permissions.js';
import { Roles } from '../../../application/identity/ports/roles.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { Permission, PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** A user's permissions, as access knows them. */
export class PermissionsFromAccess extends GrantedPermissions {
  constructor(private readonly rights: RightsDirectory) {
    super();
  }

  override async of(tenant: TenantContext, user: PrincipalId): Promise<readonly Permission[]> {
    return (await this.rights.rightsOf(tenant, user)).permissions;
  }
}

/** Users' roles, kept by access in the same transaction. */
export class RolesInAccess extends Roles {
  constructor(
    private readonly roleAssigner: RoleAssigner,
    private readonly transaction: OpenTransaction,
  ) {
    super();
  }

  override assign(tenant: TenantContext, user: PrincipalId, role: string): Promise<void> {
    return this.roleAssigner.assign(tenant, user, role, this.transaction);
  }

  override deactivate(tenant: TenantContext, user: PrincipalId): Promise<void> {
    return this.roleAssigner.deactivate(tenant, user, this.transaction);
  }

  override reactivate(tenant: TenantContext, user: PrincipalId): Promise<void> {
    return this.roleAssigner.reactivate(tenant, user, this.transaction);
  }

  override withdraw(tenant: TenantContext, user: PrincipalId): Promise<void> {
    return this.roleAssigner.withdraw(tenant, user, this.transaction);
  }

  override assertMayGive(tenant: TenantContext, role: string): Promise<void> {
    return this.roleAssigner.assertMayGive(tenant, role, this.transaction);
  }

  override mayStillGive(tenant: TenantContext, giver: PrincipalId, role: string): Promise<boolean> {
    return this.roleAssigner.mayStillGive(tenant, { role, by: giver, needs: 'identity:invitations:manage' }, this.transaction);
  }
}
