import { type Crowd, idAt } from '../crowd.js';

export const crowd: Crowd = {
  tables: {
    'access.role_holder': ({ tenantId, rows }) => `
      insert into access.role_holder (tenant_id, principal_id, roles, active, version)
      select '${tenantId}', ${idAt()}, array[case when n % 10000 = 0 then 'owner' else 'member' end], n % 4 > 0, 1
      from generate_series(1, ${rows}) n`,
  },
};
