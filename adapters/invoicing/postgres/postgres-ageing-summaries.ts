import { sql } from 'slonik';
import { z } from 'zod';
import type { AgeingSummary } from '../../../application/invoicing/ports/ageing.js';
import { AgeingSummaries } from '../../../application/invoicing/ports/ageing-summaries.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { contentsOf } from './ageing-summary-row.js';

export class PostgresAgeingSummaries extends AgeingSummaries {
  constructor(private readonly db: Queries) {
    super();
  }

  override async put(tenant: TenantContext, summary: AgeingSummary): Promise<void> {
    await this.db.execute(tenant, named('invoicing.put-ageing-summary', sql.type(noRow)`
      insert into invoicing.ageing_summary as kept (tenant_id, contents, as_of, computed_at, version)
      values (${tenant.tenantId}, ${sql.jsonb(contentsOf(summary))}, ${summary.asOf.toISOString()}, ${summary.computedAt.toISOString()}, 1)
      on conflict (tenant_id) do update
      set contents = excluded.contents, as_of = excluded.as_of, computed_at = excluded.computed_at, version = kept.version + 1
      where kept.as_of is null or kept.as_of <= excluded.as_of
    `));
  }

  override async outdate(tenant: TenantContext, changedAt: Date): Promise<void> {
    await this.db.execute(tenant, named('invoicing.outdate-ageing-summary', sql.type(noRow)`
      insert into invoicing.ageing_summary as kept (tenant_id, changed_at, version)
      values (${tenant.tenantId}, ${changedAt.toISOString()}, 1)
      on conflict (tenant_id) do update set changed_at = excluded.changed_at, version = kept.version + 1
      where kept.changed_at is null or kept.changed_at < excluded.changed_at
    `));
  }
}

const noRow = z.object({});
