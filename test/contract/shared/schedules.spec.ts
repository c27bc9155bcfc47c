import { sql } from 'slonik';
import { z } from 'zod';
import { CronDueTimes } from '../../../adapters/shared/cron/cron-due-times.js';
import { jobShelf } from '../../../adapters/shared/memory/in-memory-jobs.js';
import { InMemorySchedules } from '../../../adapters/shared/memory/in-memory-schedules.js';
import { PostgresSchedules } from '../../../adapters/shared/postgres/postgres-schedules.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import type { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import type { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { InMemoryActiveTenants } from '../../../adapters/tenancy/memory/in-memory-tenancy.js';
import { PostgresActiveTenants } from '../../../adapters/tenancy/postgres/postgres-active-tenants.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, type TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { type Homes, inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { type AskedFor, describeSchedules, type SchedulesPorts } from './schedules.contract.js';

const homes: Homes<SchedulesPorts> = {
  memory(store) {
    const clock = new FixedClock();
    return {
      ...platformHomes.memory(store),
      activeTenants: new InMemoryActiveTenants(store),
      schedulesOver: (tenants) => new InMemorySchedules(store, tenants, new CronDueTimes(), new UuidIds(), clock),
      jobsOf: async (tenant) =>
        [...store.shelf(tenant, jobShelf).values()].map(({ type, key, data, principal, startsAllowed }) => ({
          type, key, data, startsAllowed, by: `the ${principal.kind}`,
        })),
      passes: async (_schedule, milliseconds) => clock.passes(milliseconds),
    };
  },
  postgres: (database, system) => ({
    ...platformHomes.postgres(database, system),
    activeTenants: new PostgresActiveTenants(),
    schedulesOver: (tenants) => new PostgresSchedules(system, tenants, new CronDueTimes()),
    jobsOf: (tenant) => jobsIn(database, tenant),
    passes: ({ name }, milliseconds) => isDueEarlier(system, name, milliseconds),
  }),
};

const jobRow = z.object({ type: z.string(), key: z.string().nullable(), data: z.unknown(), principal_id: z.string().nullable(), starts_allowed: z.number() });

async function jobsIn(database: TenantDatabase, tenant: TenantContext): Promise<readonly AskedFor[]> {
  const rows = await database.any(tenant, named('shared.jobs-of', sql.type(jobRow)`
    select type, key, data, principal_id, starts_allowed from shared.job where tenant_id = ${tenant.tenantId} order by requested_at
  `));
  return rows.map(({ type, key, data, principal_id: by, starts_allowed: startsAllowed }) => ({ type, key, data, startsAllowed, by: by ?? 'the platform' }));
}

/** The database's clock cannot be moved: the row can, the other way. */
async function isDueEarlier(system: SystemDatabase, name: string, milliseconds: number): Promise<void> {
  await system.execute(SystemContext.for('a test of schedules'), named('shared.pass-time', sql.type(z.object({}))`
    update shared.schedule set due_at = due_at - ${milliseconds} * interval '1 millisecond'
    where tenant_id = ${platformTenantId} and name = ${name}
  `));
}

inEachHome(homes, describeSchedules);
