import { type Crowd, idAt, momentAt } from '../crowd.js';

export const crowd: Crowd = {
  tables: {
    'access.role_assignment': ({ tenantId, rows }) => `
      insert into access.role_assignment (tenant_id, principal_id, role, assigned_at)
      select '${tenantId}', ${idAt()}, 'member', ${momentAt} from generate_series(1, ${rows}) n`,
  },
};
