import { once } from 'node:events';
import { expect } from 'chai';
import pg from 'pg';
import { v7 } from 'uuid';
import { postgresOperationsWork } from '../../../adapters/operations/postgres/postgres-operations.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import type { JobId } from '../../../application/shared/job-type.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { poolOptions } from '../postgres/ledger.js';

describe('cancelling an operation on PostgreSQL', () => {
  let database: TestDatabase;
  let tenants: TenantDatabase;
  let listener: pg.Client;

  before(async () => {
    database = await aDatabase();
    tenants = new TenantDatabase(poolOptions(database.app));
    listener = new pg.Client({ ...database.admin });
    await listener.connect();
    await listener.query('listen atrium_cancelled');
  });

  after(async () => {
    await Promise.all([tenants.end(), listener.end()]);
    await database.drop();
  });

  it('tells whoever runs it, once that is certain; of what does not run, nobody', async () => {
    const [tenant, waiting, running] = [aTenant(), v7(), v7()];
    const { id: principal, sessionId } = userOf(tenant);
    const insert = `
      insert into shared.job (tenant_id, id, type, data, starts_allowed, principal_id, session_id, status, leased_until)
      values ($1, $2, 'library.bind-book', '{}', 5, $3, $4, $5, case when $5 = 'running' then now() end)`;
    await listener.query(insert, [tenant.tenantId, waiting, principal, sessionId, 'waiting']);
    await listener.query(insert, [tenant.tenantId, running, principal, sessionId, 'running']);
    const work = postgresOperationsWork(tenants);
    const heard: unknown[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload));
    const told = once(listener, 'notification');

    await work.run(tenant, ({ operations }) => operations.cancel(tenant, waiting as JobId));
    await work.run(tenant, async ({ operations }) => {
      await operations.cancel(tenant, running as JobId);
      await listener.query('select 1');
      expect(heard).to.deep.equal([]);
    });
    await told;

    expect(heard).to.deep.equal([running]);
  });
});
