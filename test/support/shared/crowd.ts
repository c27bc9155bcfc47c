import { sql } from 'slonik';
import { z } from 'zod';
import { PostgresSchedules } from '../../../adapters/shared/postgres/postgres-schedules.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { JobId, jobType } from '../../../application/shared/job-type.js';
import { ActiveTenants } from '../../../application/shared/ports/active-tenants.js';
import { DueTimes } from '../../../application/shared/ports/due-times.js';
import { JobRecords } from '../../../application/shared/ports/job-records.js';
import { schedule } from '../../../application/shared/schedule.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { WORK } from '../../../infrastructure/tokens.js';
import { type Crowd, crowdId, idAt, momentAt } from '../crowd.js';
import { drained } from '../drained.js';

const worker = SystemContext.for('a test of workers');

/** Fewer than a tenant may have in flight: else none of its others would be started. */
const RUNNING = 3;

/** A start of one of those that run, which is renewed and then given up. */
const startLost: NonNullable<Crowd['calls']>[number] = async (container, tenantId) => {
  const tenant = TenantContext.visitor(TenantId.from(tenantId));
  const start = {
    tenantId: tenant.tenantId, jobId: JobId.from(crowdId(100_000)), type: 'shared.crowd-0', data: {}, principal: { kind: 'platform' }, starts: 1, fence: 0n,
  } as const;
  const records = container.get(JobRecords);
  await records.renew(worker, [start]);
  await records.end(tenant, start, { status: 'waiting', inSeconds: 60, problem: { code: 'shared.job-defect', detail: 'The glue was dry.' } });
};

/** A schedule that has come due, in the first of the many tenants. */
const scheduleFired: NonNullable<Crowd['calls']>[number] = async (container) => {
  const [system, tenants] = [container.get(SystemDatabase), container.get(ActiveTenants)];
  const first: ActiveTenants = { page: async (context, after, limit, transaction) => (after === null ? tenants.page(context, after, limit, transaction) : []) };
  const schedules = new PostgresSchedules(system, first, container.get(DueTimes));
  const hourly = schedule('shared.crowd-hourly', { every: { hours: 1 }, fansOut: jobType('shared.crowd-hourly', {}), data: () => ({}), missed: 'catch up' });
  await schedules.fireDue(worker, [hourly]);
  await system.execute(worker, named('shared.make-due', sql.type(z.object({}))`update shared.schedule set due_at = now() where name = ${hourly.name}`));
  await schedules.fireDue(worker, [hourly]);
};

/** In SQL, what the crowd's event number `n` tells: some are told often, one seldom, and half of them to nobody. */
const eventTypeAt = "case when n % 5000 = 0 then 'tenancy.plan-changed' else (array['tenancy.tenant-renamed', 'shared.came', 'access.roles-changed', 'shared.went'])[1 + n % 4] end";

export const crowd: Crowd = {
  tables: {
    'shared.outbox': ({ tenantId, rows }) => `
      insert into shared.outbox (tenant_id, aggregate_type, aggregate_id, type, payload, occurred_at)
      select '${tenantId}', 'shared.crowd', ${idAt()}, 'shared.came', '{}', ${momentAt} from generate_series(1, ${rows}) n`,
    'shared.event': ({ tenantId, rows }) => `
      with stream as (
        insert into shared.stream (tenant_id, last_position) values ('${tenantId}', ${rows})
        on conflict (tenant_id) do update set last_position = excluded.last_position
      )
      insert into shared.event (tenant_id, position, aggregate_type, aggregate_id, type, payload, occurred_at, published_at)
      select '${tenantId}', n, 'shared.crowd', ${idAt()}, ${eventTypeAt}, '{}', ${momentAt}, ${momentAt} from generate_series(1, ${rows}) n`,
    'shared.job': ({ tenantId, rows }) => `
      insert into shared.job (tenant_id, id, type, data, starts_allowed, run_at, status, leased_until, requested_at, finished_at)
      select '${tenantId}', ${idAt()}, 'shared.crowd-' || n % 5, '{}', 5, ${momentAt}, status, case status when 'running' then now() + interval '1 hour' end, ${momentAt},
             case when status in ('succeeded', 'failed', 'cancelled') then ${momentAt} + interval '1 minute' end
      from (
        select n, case when n > ${rows} - ${RUNNING} then 'running' when n > ${rows} * 0.99 then 'waiting' when n % 100 = 0 then 'failed' when n % 100 = 1 then 'quarantined' when n % 100 = 2 then 'cancelled' else 'succeeded' end as status
        from generate_series(1, ${rows}) n
      ) job`,
  },
  fewPerTenant: {
    'shared.stream': {
      because: 'a tenant has one',
      filling: (rows) => `insert into shared.stream (tenant_id) select ${idAt()} from generate_series(1, ${rows}) n`,
    },
  },
  small: {
    'shared.schedule': 'the platform has one for each that is declared',
    'public.agenda_jobs': 'of all tenants together, so many jobs may be in flight',
  },
  calls: [(container) => drained(container.get(WORK)), startLost, scheduleFired],
};
