import { expect } from 'chai';
import pg from 'pg';
import { PostgresFailedAttempts } from '../../../adapters/identity/postgres/postgres-failed-attempts.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';

const DAY = 24 * 60 * 60 * 1000;
const attempt = { account: 'acme ada@acme.example', network: '192.0.2.1' };

describe('the table of failed attempts', () => {
  let tested: TestDatabase;
  let database: TenantDatabase;
  let admin: pg.Client;

  before(async () => {
    tested = await aDatabase();
    const limits = { waitMs: 5_000, maxAgeMs: 60_000, statementTimeoutMs: 5_000, lockTimeoutMs: 5_000, idleInTransactionTimeoutMs: 5_000 };
    database = new TenantDatabase({ ...limits, flightDeadlineMs: 10_000, preparedStatements: 100, connection: tested.app, size: 2 });
    admin = new pg.Client(tested.admin);
    await admin.connect();
  });

  after(async () => {
    await Promise.all([database.end(), admin.end()]);
    await tested.drop();
  });

  beforeEach(() => admin.query('delete from identity.sign_in_attempt'));

  const rows = async () => (await admin.query<{ tenant_id: string; account: string; network: string }>('select * from identity.sign_in_attempt')).rows;
  const under = (key: number) => new PostgresFailedAttempts(database, new Uint8Array(32).fill(key));

  it('tells neither whose password was tried nor from where, and not that it was the same in two tenants', async () => {
    const [one, other] = [aTenant(), aTenant()];
    for (const tenant of [one, other]) await under(1).count(tenant, attempt, noon);
    const [first, second] = await rows();
    expect(JSON.stringify([first, second])).to.not.match(/ada|acme|192/);
    expect([first?.account, first?.network]).to.not.include.members([second?.account, second?.network]);
    await under(2).count(one, attempt, noon);
    expect(new Set((await rows()).map(({ account }) => account)).size, 'nor under another key').to.equal(3);
  });

  it('loses what is older than a day, as more is counted: so it does not grow for ever', async () => {
    const [failed, tenant, neighbour] = [under(1), aTenant(), aTenant()];
    for (let count = 0; count < 15; count += 1) await failed.count(tenant, { ...attempt, account: `nobody ${count}` }, noon);
    await failed.count(neighbour, attempt, noon);
    const later = new Date(noon.getTime() + DAY);

    await failed.count(tenant, attempt, later);
    expect(await rows()).to.have.length(16 + 1 - 10);
    await failed.count(tenant, { ...attempt, network: '192.0.2.2' }, later);
    expect((await rows()).filter(({ tenant_id: owner }) => owner === neighbour.tenantId), 'of its own tenant alone').to.have.length(1);
    expect(await rows()).to.have.length(3);
  });
});
