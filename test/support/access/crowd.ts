import { type Crowd, idAt } from '../crowd.js';

/** One in a thousand is an owner. */
export const crowd: Crowd = {
  tables: {
    'access.role_holder': ({ tenantId, rows }) => `
      insert into access.role_holder (tenant_id, principal_id, roles, active, version)
      select '${tenantId}', ${idAt()}, case n % 1000 when 0 then array['owner'] else array['member'] end, true, 1 from generate_series(1, ${rows}) n`,
  },
};
