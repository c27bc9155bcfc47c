import { sql } from 'slonik';
import { z } from 'zod';
import { TenantProfile } from '../../../application/tenancy/ports/tenant-profile.js';
import type { UsedNow } from '../../../application/tenancy/ports/usage.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type TenantState, type TenantStatus, tenantStatuses } from '../../../domain/tenancy/tenant.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { stateOf, tenantColumns, tenantRow, usedBy, usedNowOf, usedRow } from './tenant-rows.js';

export class PostgresTenantProfile extends TenantProfile {
  constructor(private readonly db: Queries) {
    super();
  }

  override async read(tenant: TenantContext): Promise<TenantState> {
    const row = await this.db.one(tenant, named('tenancy.read-profile', sql.type(tenantRow)`
      select ${tenantColumns} from tenancy.tenant where tenant_id = ${tenant.tenantId}
    `));
    return stateOf(row);
  }

  override async readWithUsage(tenant: TenantContext, month: string): Promise<{ readonly state: TenantState; readonly used: UsedNow }> {
    const row = await this.db.one(tenant, named('tenancy.read-profile-with-usage', sql.type(tenantRow.extend({ used: usedRow }))`
      select ${tenantColumns}, ${usedBy(tenant, month)} as used from tenancy.tenant where tenant_id = ${tenant.tenantId}
    `));
    return { state: stateOf(row), used: usedNowOf(row.used) };
  }

  override async status(tenant: TenantContext): Promise<TenantStatus> {
    const row = await this.db.maybeOne(tenant, named('tenancy.status', sql.type(z.object({ status: z.enum(tenantStatuses) }))`
      select status from tenancy.tenant where tenant_id = ${tenant.tenantId}
    `));
    return row?.status ?? 'closed';
  }
}
