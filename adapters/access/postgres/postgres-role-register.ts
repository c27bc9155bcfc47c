import { sql } from 'slonik';
import { z } from 'zod';
import { RoleRegister } from '../../../application/access/ports/role-register.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresRoleRegister extends RoleRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async rolesOf(tenant: TenantContext, principalId: PrincipalId): Promise<readonly string[]> {
    const rows = await this.db.any(tenant, named('access.roles-of', sql.type(z.object({ role: z.string() }))`
      select role from access.role_assignment
      where tenant_id = ${tenant.tenantId} and principal_id = ${principalId}
      order by role
    `));
    return rows.map(({ role }) => role);
  }
}
