import type { Permission, PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** What a user may do now. */
export abstract class GrantedPermissions {
  abstract of(tenant: TenantContext, user: PrincipalId): Promise<readonly Permission[]>;
}
