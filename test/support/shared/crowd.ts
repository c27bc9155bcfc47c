import { type Crowd, idAt, momentAt } from '../crowd.js';

export const crowd: Crowd = {
  tables: {
    'shared.outbox': ({ tenantId, rows }) => `
      insert into shared.outbox (tenant_id, aggregate_type, aggregate_id, type, payload, occurred_at)
      select '${tenantId}', 'shared.crowd', ${idAt()}, 'shared.came', '{}', ${momentAt} from generate_series(1, ${rows}) n`,
    'shared.event': ({ tenantId, rows }) => `
      insert into shared.event (tenant_id, position, aggregate_type, aggregate_id, type, payload, occurred_at, published_at)
      select '${tenantId}', n, 'shared.crowd', ${idAt()}, 'shared.came', '{}', ${momentAt}, ${momentAt} from generate_series(1, ${rows}) n`,
    'shared.job': ({ tenantId, rows }) => `
      insert into shared.job (tenant_id, id, type, data, starts_allowed, run_at, status, leased_until, requested_at, finished_at)
      select '${tenantId}', ${idAt()}, 'shared.crowd-' || n % 5, '{}', 5, ${momentAt}, status, case status when 'running' then now() + interval '1 hour' end, ${momentAt},
             case when status in ('succeeded', 'failed', 'cancelled') then ${momentAt} + interval '1 minute' end
      from (
        select n, case when n > ${rows} - 20 then 'running' when n > ${rows} * 0.99 then 'waiting' when n % 100 = 0 then 'failed' when n % 100 = 1 then 'quarantined' when n % 100 = 2 then 'cancelled' else 'succeeded' end as status
        from generate_series(1, ${rows}) n
      ) job`,
  },
};
