import { ChangePlan } from '../../../application/tenancy/change-plan.js';
import { ListTenants } from '../../../application/tenancy/list-tenants.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { type Crowd, idAt, momentAt } from '../crowd.js';

const operator = SystemContext.for('a test of operators');

export const crowd: Crowd = {
  tables: {},
  fewPerTenant: {
    'tenancy.tenant': {
      because: 'a tenant is one row',
      filling: (rows) => `
        insert into tenancy.tenant (tenant_id, slug, name, plan, created_at, version)
        select ${idAt()}, 'crowd-' || n, 'Tenant ' || n, 'free', ${momentAt}, 1 from generate_series(1, ${rows}) n`,
    },
    'tenancy.usage': {
      because: 'a tenant has a counter for each thing that a plan limits, and one more for each month',
      filling: (rows) => `
        insert into tenancy.usage (tenant_id, meter, period, used)
        select ${idAt()}, 'members', '', 1 from generate_series(1, ${rows}) n`,
    },
  },
  calls: [
    (container) => container.get(ListTenants).execute(operator, { limit: 20 }),
    (container) => container.get(ListTenants).execute(operator, { limit: 20, after: 'crowd-5' }),
    (container) => container.get(ChangePlan).execute(operator, { slug: 'crowd-7', plan: 'team' }),
  ],
};
