import type { DomainEvent } from '../shared/domain-event.js';
import type { PrincipalId, TenantId } from '../shared/tenant-context.js';

export type RoleAssignmentState = {
  readonly tenantId: TenantId;
  readonly principalId: PrincipalId;
  readonly role: string;
  readonly assignedAt: Date;
};

export type RoleAssigned = DomainEvent & {
  readonly type: 'access.role-assigned';
  readonly principalId: PrincipalId;
  readonly role: string;
};

/** That a principal holds a role in a tenant. */
export class RoleAssignment {
  private constructor(
    readonly state: RoleAssignmentState,
    /** What happened. Stored together with the state, then forgotten. */
    readonly events: readonly RoleAssigned[],
  ) {}

  static assign(state: RoleAssignmentState): RoleAssignment {
    const { tenantId, principalId, role, assignedAt: occurredAt } = state;
    return new RoleAssignment(state, [{ type: 'access.role-assigned', tenantId, principalId, role, occurredAt }]);
  }
}
