import type { RoleAssignment } from '../../../domain/access/role-assignment.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** Who holds which role in a tenant, to be changed. */
export abstract class RoleAssignments {
  /** Stores the assignment and announces it; to assign a role twice changes nothing. */
  abstract assign(tenant: TenantContext, assignment: RoleAssignment): Promise<void>;
}
