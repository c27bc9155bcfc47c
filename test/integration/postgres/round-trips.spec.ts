import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { aCountingProxy, type CountingProxy } from '../../support/counting-proxy.js';
import { aLedger, aTenant, failing, find, type Ledger, markersIn, poolOptions, put, some } from './ledger.js';

describe('round trips to PostgreSQL', () => {
  const tenant = aTenant();
  let ledger: Ledger;
  let proxy: CountingProxy;
  let database: TenantDatabase;

  before(async () => {
    ledger = await aLedger();
    proxy = await aCountingProxy(ledger.database.app);
    database = new TenantDatabase(poolOptions({ ...ledger.database.app, port: proxy.port }, { size: 1 }));
    await database.any(tenant, some());
  });

  after(async () => {
    await database.end();
    proxy.close();
    await ledger.drop();
  });

  const tripsOf = async (work: () => PromiseLike<unknown>): Promise<number> => {
    const before = proxy.roundTrips;
    await work();
    return proxy.roundTrips - before;
  };

  it('a statement of its own takes 1, prepared or not, also one that fails', async () => {
    expect(await tripsOf(() => database.any(tenant, some()))).to.equal(1);
    expect(await tripsOf(() => database.any(aTenant(), some()))).to.equal(1);
    const fresh = named('ledger.fresh', sql.type(z.object({ n: z.number() }))`select 1 as n`);
    expect(await tripsOf(() => database.one(tenant, fresh))).to.equal(1);
    expect(await tripsOf(() => expect(database.execute(tenant, failing())).to.be.rejected)).to.equal(1);
  });

  it('a statement that could not be prepared takes 1 once it can', async () => {
    const late = named('ledger.late', sql.type(z.object({ n: z.number() }))`select n from ledger.late`);
    await expect(database.any(tenant, late)).to.be.rejected;
    await ledger.admin.query('create table ledger.late (n int); grant select on ledger.late to atrium_app');
    expect(await tripsOf(() => database.any(tenant, late))).to.equal(1);
  });

  it('a transaction of nothing takes none, also with a step of its own, and one that fails', async () => {
    expect(await tripsOf(() => database.run(tenant, async () => 'nothing'))).to.equal(0);
    expect(await tripsOf(() => database.run(tenant, (transaction) => transaction.nested(tenant, async () => 'nothing')))).to.equal(0);
    const failed = () => expect(database.run(tenant, async () => Promise.reject(new Error('no')))).to.be.rejectedWith('no');
    expect(await tripsOf(failed)).to.equal(0);
  });

  it('a transaction of one statement takes 2, of three 4: the commit is the last', async () => {
    expect(await tripsOf(() => database.run(tenant, (transaction) => transaction.any(tenant, some())))).to.equal(2);
    const three = () =>
      database.run(tenant, async (transaction) => {
        for (const marker of ['a', 'b', 'c']) await transaction.one(tenant, put(tenant, { marker }));
      });
    expect(await tripsOf(three)).to.equal(4);
  });

  it('a step of its own inside a transaction takes none more, kept or undone', async () => {
    const nested = (fate: () => Promise<void>) => () =>
      database.run(tenant, async (transaction) => {
        await transaction
          .nested(tenant, async (inner) => {
            await inner.any(tenant, find('a'));
            await fate();
          })
          .catch(() => undefined);
        await transaction.any(tenant, find('b'));
      });
    expect(await tripsOf(nested(async () => undefined))).to.equal(3);
    expect(await tripsOf(nested(async () => Promise.reject(new Error('undone'))))).to.equal(3);
  });

  it('sends begin, the tenant and the savepoints in that order, so that undoing a step leaves the tenant set', async () => {
    const seen = await database.run(tenant, async (transaction) => {
      await transaction
        .nested(tenant, (outer) => outer.nested(tenant, (inner) => inner.execute(tenant, failing())))
        .catch(() => undefined);
      return transaction.one(tenant, put(tenant, { marker: 'after' }));
    });
    expect(seen.seen).to.equal(tenant.tenantId);
    expect((await markersIn(ledger)).get('after')).to.equal(tenant.tenantId);
  });
});
