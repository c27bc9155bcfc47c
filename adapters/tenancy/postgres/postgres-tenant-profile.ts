import { sql } from 'slonik';
import { z } from 'zod';
import { TenantProfile } from '../../../application/tenancy/ports/tenant-profile.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { plans } from '../../../domain/tenancy/plan.js';
import type { Slug } from '../../../domain/tenancy/slug.js';
import type { TenantState } from '../../../domain/tenancy/tenant.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresTenantProfile extends TenantProfile {
  constructor(private readonly db: Queries) {
    super();
  }

  override async read(tenant: TenantContext): Promise<TenantState> {
    const { slug, created_at: createdAt, ...row } = await this.db.one(tenant, named('tenancy.read-profile', sql.type(tenantRow)`
      select slug, name, plan, created_at, version
      from tenancy.tenant
      where tenant_id = ${tenant.tenantId}
    `));
    return { id: tenant.tenantId, slug: slug as Slug, createdAt, ...row };
  }
}

const tenantRow = z.object({ slug: z.string(), name: z.string(), plan: z.enum(plans), created_at: z.date(), version: z.number() });
