import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { RoleHolders } from '../../../application/access/ports/role-holders.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { RoleHolder } from '../../../domain/access/role-holder.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresRoleHolders extends RoleHolders {
  constructor(private readonly db: Queries) {
    super();
  }

  /** Always in the same order, so that two who ask at once wait for each other and are never each in the other's way. */
  override async activeOwners(tenant: TenantContext): Promise<readonly PrincipalId[]> {
    const rows = await this.db.any(tenant, named('access.active-owners', sql.type(ownerRow)`
      select principal_id
      from access.role_holder
      where tenant_id = ${tenant.tenantId} and active and 'owner' = any (roles)
      order by principal_id
      for update
    `));
    return rows.map((row) => row.principal_id as PrincipalId);
  }

  override async get(tenant: TenantContext, id: PrincipalId): Promise<RoleHolder | null> {
    const row = await this.db.maybeOne(tenant, named('access.get-role-holder', sql.type(holderRow)`
      select roles, active, version
      from access.role_holder
      where tenant_id = ${tenant.tenantId} and principal_id = ${id}
      for update
    `));
    return row === null ? null : RoleHolder.restore({ tenantId: tenant.tenantId, principalId: id, ...row });
  }

  override async save(tenant: TenantContext, holder: RoleHolder): Promise<RoleHolder> {
    const { state } = holder;
    if (state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    await (state.version === 0 ? this.insert(tenant, holder) : this.update(tenant, holder));
    return RoleHolder.restore({ ...state, version: state.version + 1 });
  }

  override async remove(tenant: TenantContext, { state, events }: RoleHolder): Promise<void> {
    if (state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    const removed = await this.db.execute(tenant, named('access.remove-role-holder', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'access.principal', id: state.principalId }, events)})
      delete from access.role_holder
      where tenant_id = ${tenant.tenantId} and principal_id = ${state.principalId} and version = ${state.version}
    `));
    if (removed === 0) throw new OutdatedVersion();
  }

  private async insert(tenant: TenantContext, { state, events }: RoleHolder): Promise<void> {
    const { principalId, roles, active } = state;
    await this.db
      .execute(tenant, named('access.insert-role-holder', sql.type(noRow)`
        with announced as (${outboxed(tenant, { type: 'access.principal', id: principalId }, events)})
        insert into access.role_holder (tenant_id, principal_id, roles, active, version)
        values (${tenant.tenantId}, ${principalId}, ${sql.array(roles, 'text')}, ${active}, 1)
      `))
      .catch((error: unknown) => {
        throw error instanceof UniqueIntegrityConstraintViolationError ? new OutdatedVersion() : error;
      });
  }

  private async update(tenant: TenantContext, { state, events }: RoleHolder): Promise<void> {
    const { principalId, roles, active, version } = state;
    const updated = await this.db.execute(tenant, named('access.update-role-holder', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: 'access.principal', id: principalId }, events)})
      update access.role_holder
      set roles = ${sql.array(roles, 'text')}, active = ${active}, version = ${version + 1}
      where tenant_id = ${tenant.tenantId} and principal_id = ${principalId} and version = ${version}
    `));
    if (updated === 0) throw new OutdatedVersion();
  }
}

const noRow = z.object({});
const ownerRow = z.object({ principal_id: z.string() });
const holderRow = z.object({ roles: z.array(z.string()), active: z.boolean(), version: z.number() });
