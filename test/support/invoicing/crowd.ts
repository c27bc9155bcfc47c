import { type Crowd, crowdId, idAt, momentAt } from '../crowd.js';

const LINES = '[{"description": "A day of work", "quantity": "2", "unitPriceMinor": "1250"}]';

/** Each of the first thousand customers has a hundred invoices. One in a hundred is a draft, the oldest: who looks for them from the newest on, finds none for long. */
export const crowd: Crowd = {
  tables: {
    'invoicing.customer': ({ tenantId, rows }) => `
      insert into invoicing.customer (tenant_id, id, name, reference, created_at, version)
      select '${tenantId}', ${idAt()}, 'Customer ' || md5(n::text), 'C-' || n, ${momentAt}, 1 from generate_series(1, ${rows}) n`,
    'invoicing.invoice': ({ tenantId, rows }) => `
      insert into invoicing.invoice (
        tenant_id, id, customer_id, status, currency, lines, total_minor, note, due_at, number, issued_at, created_at, version
      )
      select '${tenantId}', ${idAt()}, ${idAt('1 + n % 1000')}, case when n > ${rows} / 100 then 'issued' else 'draft' end, 'EUR', '${LINES}',
             (n * 7919) % 100003, null, ${momentAt} + interval '30 days', case when n > ${rows} / 100 then 'CROWD-' || n end,
             case when n > ${rows} / 100 then ${momentAt} end, ${momentAt}, 1
      from generate_series(1, ${rows}) n`,
  },
  fewPerTenant: {
    'invoicing.numbering': {
      because: 'a tenant has one row a year',
      filling: (rows) => `
        insert into invoicing.numbering (tenant_id, year, last_number) select ${idAt()}, 2026, 1 from generate_series(1, ${rows}) n`,
    },
  },
  filters: {
    customerId: [crowdId(8)],
    createdAfter: ['2026-02-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    createdBefore: ['2026-02-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
  },
};
