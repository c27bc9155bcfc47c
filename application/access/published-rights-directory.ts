import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { PermissionCatalogue } from './permission-catalogue.js';
import type { RoleRegister } from './ports/role-register.js';
import { type Rights, RightsDirectory } from './published.js';

/** Access's answer to its neighbours: turns the roles that somebody holds now into what they may do. */
export class PublishedRightsDirectory extends RightsDirectory {
  constructor(
    private readonly register: RoleRegister,
    private readonly catalogue: PermissionCatalogue,
  ) {
    super();
  }

  override async rightsOf(tenant: TenantContext, principalId: PrincipalId): Promise<Rights> {
    const roles = await this.register.rolesOf(tenant, principalId);
    return { roles, permissions: this.catalogue.grantedBy(roles) };
  }
}
