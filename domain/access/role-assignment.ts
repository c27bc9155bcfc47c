import type { DomainEvent } from '../shared/domain-event.js';
import type { PrincipalId, TenantId } from '../shared/tenant-context.js';

/** That a principal holds a role in a tenant. */
export type RoleAssignment = {
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
