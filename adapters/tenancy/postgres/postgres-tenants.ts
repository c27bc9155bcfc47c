import { sql, UniqueIntegrityConstraintViolationError } from 'slonik';
import { z } from 'zod';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { Tenants } from '../../../application/tenancy/ports/tenants.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { SlugTaken } from '../../../domain/tenancy/tenancy-refusals.js';
import { Tenant } from '../../../domain/tenancy/tenant.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { stateOf, tenantColumns, tenantRow } from './tenant-rows.js';

export class PostgresTenants extends Tenants {
  constructor(private readonly db: Queries) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: Tenant): Promise<Tenant> {
    const { id, slug, name, plan, createdAt } = state;
    const { version } = await this.db
      .one(tenant, named('tenancy.add-tenant', sql.type(storedRow)`
        with announced as (${outboxed(tenant, { type: 'tenancy.tenant', id }, events)})
        insert into tenancy.tenant (tenant_id, slug, name, plan, created_at, version)
        values (${id}, ${slug}, ${name}, ${plan}, ${createdAt.toISOString()}, 1)
        returning version
      `))
      .catch((error: unknown) => {
        throw error instanceof UniqueIntegrityConstraintViolationError && error.constraint === 'tenant_slug' ? new SlugTaken() : error;
      });
    return Tenant.restore({ ...state, version });
  }

  override async get(tenant: TenantContext): Promise<Tenant> {
    const row = await this.db.one(tenant, named('tenancy.get-tenant', sql.type(tenantRow)`
      select ${tenantColumns} from tenancy.tenant where tenant_id = ${tenant.tenantId}
    `));
    return Tenant.restore(stateOf(row));
  }

  override async save(tenant: TenantContext, { state, events }: Tenant): Promise<Tenant> {
    const row = await this.db.maybeOne(tenant, named('tenancy.save-tenant', sql.type(tenantRow)`
      with announced as (${outboxed(tenant, { type: 'tenancy.tenant', id: state.id }, events)})
      update tenancy.tenant
      set name = ${state.name}, closes_at = ${state.closesAt?.toISOString() ?? null}, version = ${state.version + 1}
      where tenant_id = ${tenant.tenantId} and version = ${state.version}
      returning ${tenantColumns}
    `));
    if (row === null) throw new OutdatedVersion();
    return Tenant.restore(stateOf(row));
  }
}

const storedRow = z.object({ version: z.number() });
