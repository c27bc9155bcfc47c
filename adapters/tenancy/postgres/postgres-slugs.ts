import { sql } from 'slonik';
import { z } from 'zod';
import { Slugs } from '../../../application/tenancy/ports/slugs.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantId } from '../../../domain/shared/tenant-context.js';
import type { SystemQueries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

/** Reads over all tenants, as the system role. A closed tenant's slug leads nowhere. */
export class PostgresSlugs extends Slugs {
  constructor(private readonly db: SystemQueries) {
    super();
  }

  override async tenantOf(system: SystemContext, slug: string): Promise<TenantId | null> {
    const row = await this.db.maybeOne(system, named('tenancy.tenant-of-slug', sql.type(idRow)`
      select tenant_id from tenancy.tenant where slug = ${slug} and closed_at is null
    `));
    return row === null ? null : (row.tenant_id as TenantId);
  }
}

const idRow = z.object({ tenant_id: z.string() });
