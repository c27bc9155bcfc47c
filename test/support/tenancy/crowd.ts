import { type Crowd, idAt, momentAt } from '../crowd.js';

export const crowd: Crowd = {
  tables: {},
  fewPerTenant: {
    'tenancy.tenant': {
      because: 'a tenant is one row',
      filling: (rows) => `
        insert into tenancy.tenant (tenant_id, slug, name, plan, created_at, version)
        select ${idAt()}, 'crowd-' || n, 'Tenant ' || n, 'free', ${momentAt}, 1 from generate_series(1, ${rows}) n`,
    },
  },
};
