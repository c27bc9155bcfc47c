import { sql } from 'slonik';
import { z } from 'zod';
import { RoleRegister } from '../../../application/access/ports/role-register.js';
import type { RoleHolderState } from '../../../domain/access/role-holder.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresRoleRegister extends RoleRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async rolesOf(tenant: TenantContext, principalId: PrincipalId): Promise<readonly string[]> {
    const row = await this.db.maybeOne(tenant, named('access.roles-of', sql.type(rolesRow)`
      select roles from access.role_holder
      where tenant_id = ${tenant.tenantId} and principal_id = ${principalId} and active
    `));
    return row?.roles ?? [];
  }

  override async find(tenant: TenantContext, principalId: PrincipalId): Promise<RoleHolderState | null> {
    const row = await this.db.maybeOne(tenant, named('access.find-role-holder', sql.type(holderRow)`
      select roles, active, version from access.role_holder
      where tenant_id = ${tenant.tenantId} and principal_id = ${principalId}
    `));
    return row === null ? null : { tenantId: tenant.tenantId, principalId, ...row };
  }
}

const rolesRow = z.object({ roles: z.array(z.string()) });
const holderRow = z.object({ roles: z.array(z.string()), active: z.boolean(), version: z.number() });
