import { type Crowd, idAt, momentAt } from '../crowd.js';

export const crowd: Crowd = {
  tables: {
    'identity.user_account': ({ tenantId, rows }) => `
      insert into identity.user_account (tenant_id, id, email, name, password_hash, created_at, version)
      select '${tenantId}', ${idAt()}, 'user-' || n || '@crowd.example', 'User ' || n, 'none', ${momentAt}, 1
      from generate_series(1, ${rows}) n`,
    'identity.session': ({ tenantId, rows }) => `
      insert into identity.session (tenant_id, id, user_id, refresh_hash, started_at, expires_at, ended_at, version)
      select '${tenantId}', ${idAt()}, ${idAt('1 + n / 10')}, 'none', ${momentAt}, ${momentAt} + interval '30 days',
             case when n % 4 > 0 then ${momentAt} + interval '1 day' end, 1
      from generate_series(1, ${rows}) n`,
  },
  small: { 'identity.signing_key': 'the platform has one, and one more for each that was replaced' },
};
