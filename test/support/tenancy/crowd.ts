import { ListTenants } from '../../../application/tenancy/list-tenants.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { type Crowd, idAt, momentAt } from '../crowd.js';

export const crowd: Crowd = {
  tables: {},
  calls: [
    async (container) => container.get(ListTenants).execute(SystemContext.for('a test'), { limit: 20 }),
  ],
  fewPerTenant: {
    'tenancy.tenant': {
      because: 'a tenant is one row',
      filling: (rows) => `
        insert into tenancy.tenant (tenant_id, slug, name, plan, created_at, version)
        select ${idAt()}, 'crowd-' || n, 'Tenant ' || n, 'free', ${momentAt}, 1 from generate_series(1, ${rows}) n`,
    },
    'tenancy.usage': {
      because: 'a tenant has one row a meter, and one a month',
      filling: (rows) => `
        insert into tenancy.usage (tenant_id, meter, period, used) select ${idAt()}, 'members', '', 1 from generate_series(1, ${rows}) n`,
    },
  },
};
