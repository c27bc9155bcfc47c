import { sql } from 'slonik';
import { z } from 'zod';
import { TenantProfile } from '../../../application/tenancy/ports/tenant-profile.js';
import type { UsedNow } from '../../../application/tenancy/ports/usage.js';
import { meters } from '../../../application/tenancy/published.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type TenantState, type TenantStatus, tenantStatuses } from '../../../domain/tenancy/tenant.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { stateOf, tenantColumns, tenantRow } from './tenant-rows.js';

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

  override async usage(tenant: TenantContext, month: string): Promise<UsedNow> {
    const rows = await this.db.any(tenant, named('tenancy.used-in-month', sql.type(usedRow)`
      select meter, used from tenancy.usage where tenant_id = ${tenant.tenantId} and period in ('', ${month})
    `));
    const none: UsedNow = { members: 0, customers: 0, invoicesPerMonth: 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ meter, used }) => [meter, used])) };
  }

  override async status(tenant: TenantContext): Promise<TenantStatus> {
    const row = await this.db.maybeOne(tenant, named('tenancy.status', sql.type(z.object({ status: z.enum(tenantStatuses) }))`
      select status from tenancy.tenant where tenant_id = ${tenant.tenantId}
    `));
    return row?.status ?? 'closed';
  }
}

const usedRow = z.object({ meter: z.enum(meters), used: z.number() });
