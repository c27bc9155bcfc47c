import type { RoleAssignment } from '../../../domain/access/role-assignment.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Who holds which role in a tenant, to be changed. */
export abstract class RoleAssignments {
  /** Stores the assignment and its events as one. @throws RoleAlreadyAssigned */
  abstract add(tenant: TenantContext, assignment: RoleAssignment): Promise<void>;
}
