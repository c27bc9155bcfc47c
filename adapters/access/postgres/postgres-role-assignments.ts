import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { RoleAssignments } from '../../../application/access/ports/role-assignments.js';
import { RoleAlreadyAssigned } from '../../../domain/access/access-refusals.js';
import type { RoleAssignment } from '../../../domain/access/role-assignment.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresRoleAssignments extends RoleAssignments {
  constructor(private readonly db: Queries) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: RoleAssignment): Promise<void> {
    const { principalId, role, assignedAt } = state;
    await this.db
      .execute(tenant, named('access.add-role-assignment', sql.type(z.object({}))`
        with announced as (${outboxed(tenant, { type: 'access.principal', id: principalId }, events)})
        insert into access.role_assignment (tenant_id, principal_id, role, assigned_at)
        values (${tenant.tenantId}, ${principalId}, ${role}, ${assignedAt.toISOString()})
      `))
      .catch((error: unknown) => {
        throw error instanceof UniqueIntegrityConstraintViolationError ? new RoleAlreadyAssigned() : error;
      });
  }
}
