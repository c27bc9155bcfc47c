import { RoleAssignment } from '../../domain/access/role-assignment.js';
import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { BuiltInRole } from '../shared/permission.js';
import type { Clock } from '../shared/ports/clock.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';
import type { AccessWork } from './ports/access-work.js';
import { RoleAssigner } from './published.js';

/** Assigns a first role within the transaction that registers its holder. */
export class PublishedRoleAssigner extends RoleAssigner {
  constructor(
    private readonly work: AccessWork,
    private readonly clock: Clock,
  ) {
    super();
  }

  override assign(tenant: TenantContext, principalId: PrincipalId, role: BuiltInRole, transaction: OpenTransaction): Promise<void> {
    const assignment = RoleAssignment.assign({ tenantId: tenant.tenantId, principalId, role, assignedAt: this.clock.now() });
    return this.work.within(transaction).run(tenant, ({ assignments }) => assignments.add(tenant, assignment));
  }
}
