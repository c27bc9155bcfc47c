import { type Crowd, idAt, momentAt } from '../crowd.js';

export const crowd: Crowd = {
  tables: {
    'shared.outbox': ({ tenantId, rows }) => `
      insert into shared.outbox (tenant_id, aggregate_type, aggregate_id, type, payload, occurred_at)
      select '${tenantId}', 'shared.crowd', ${idAt()}, 'shared.came', '{}', ${momentAt} from generate_series(1, ${rows}) n`,
  },
};
