import { sql } from 'slonik';
import { z } from 'zod';
import { type Counter, Usage } from '../../../application/tenancy/ports/usage.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type Plan, plans } from '../../../domain/tenancy/plan.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';

export class PostgresUsage extends Usage {
  constructor(private readonly db: Queries) {
    super();
  }

  /** One statement: whoever comes second waits for the counter's row, and then sees what the first has left. */
  override take(tenant: TenantContext, { meter, period }: Counter, limits: Readonly<Record<Plan, number | null>>): Promise<Taken> {
    return this.db.one(tenant, named('tenancy.take-one', sql.type(takenRow)`
      with tenant as (
        select plan, (${sql.jsonb(limits)} ->> plan)::integer as most
        from tenancy.tenant
        where tenant_id = ${tenant.tenantId}
      ), counted as (
        insert into tenancy.usage as counter (tenant_id, meter, period, used)
        select ${tenant.tenantId}::uuid, ${meter}, ${period}, 1 from tenant where most is null or most > 0
        on conflict (tenant_id, meter, period) do update
        set used = counter.used + 1
        where (select most is null or counter.used < most from tenant)
        returning used
      )
      select plan, exists (select from counted) as taken from tenant
    `));
  }

  override async giveBack(tenant: TenantContext, { meter, period }: Counter): Promise<void> {
    await this.db.execute(tenant, named('tenancy.give-back-one', sql.type(z.object({}))`
      update tenancy.usage
      set used = used - 1
      where tenant_id = ${tenant.tenantId} and meter = ${meter} and period = ${period} and used > 0
    `));
  }
}

const takenRow = z.object({ plan: z.enum(plans), taken: z.boolean() });
type Taken = z.infer<typeof takenRow>;
