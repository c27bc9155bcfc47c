import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import type { PoolOptions } from '../../../adapters/shared/postgres/pool.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import { aCountingProxy, type CountingProxy } from '../../support/counting-proxy.js';
import { aLedger, aTenant, find, type Ledger, markersIn, poolOptions, put, sleep, some } from './ledger.js';

const backend = named('ledger.backend', sql.type(z.object({ pid: z.number() }))`select pg_backend_pid() as pid`);
const causeOf = (error: unknown) => (error as Error).cause as Error & { readonly code?: string };
const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => Promise.reject(new Error('It went through.')), (error: unknown) => error);

describe('the pool of connections', () => {
  const tenant = aTenant();
  let ledger: Ledger;
  let proxy: CountingProxy;
  let open: TenantDatabase[] = [];

  before(async () => {
    ledger = await aLedger();
  });
  after(() => ledger.drop());
  beforeEach(async () => {
    proxy = await aCountingProxy(ledger.database.app);
  });
  afterEach(async () => {
    await Promise.all(open.map((database) => database.end()));
    open = [];
    proxy.close();
  });

  const aPool = (options: Partial<PoolOptions> = {}): TenantDatabase => {
    const database = new TenantDatabase(poolOptions({ ...ledger.database.app, port: proxy.port }, options));
    open.push(database);
    return database;
  };
  const terminateAll = () =>
    ledger.admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [ledger.database.app.user]);
  /** Opening the first connection may take longer than a test would wait for one. */
  const warm = async (database: TenantDatabase): Promise<void> => {
    await until(async () => {
      await database.any(tenant, some()).catch(() => undefined);
      return database.state.open > 0;
    });
  };
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    const overdue = performance.now() + 15_000;
    while (!(await holds())) {
      if (performance.now() > overdue) throw new Error(`It did not come to pass in time: ${String(holds)}`);
      await delay(5);
    }
  };

  it('opens none before it is asked, as many as are needed, and never more than its size', async () => {
    const database = aPool({ size: 3 });
    expect(database.state).to.deep.equal({ size: 3, open: 0, busy: 0, waiting: 0 });
    await database.any(tenant, some());
    expect(proxy.everOpened).to.equal(1);
    const asked = Promise.all(Array.from({ length: 12 }, () => database.any(tenant, sleep(0.02))));
    expect(database.state).to.include({ busy: 1 });
    await asked;
    expect(proxy.mostOpen).to.equal(3);
    expect(database.state).to.deep.equal({ size: 3, open: 3, busy: 0, waiting: 0 });
  });

  it('serves those who wait in the order in which they came', async () => {
    const database = aPool({ size: 1 });
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4, 5].map((n) => database.any(tenant, sleep(0.01)).then(() => order.push(n))));
    expect(order).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('lets nobody wait longer than it may: then it is unavailable, and afterwards it is not', async () => {
    const database = aPool({ size: 1, waitMs: 50 });
    await warm(database);
    const long = database.any(tenant, sleep(0.5));
    const error = await refused(database.any(tenant, some()));
    expect(error).to.be.instanceOf(Unavailable);
    expect(causeOf(error).message).to.equal('No connection was free within 50 ms.');
    await long;
    await database.any(tenant, some());
  });

  it('is unavailable, rather than stuck, when a transaction needs a second connection and there is none', async () => {
    const database = aPool({ size: 1, waitMs: 50 });
    await warm(database);
    const stuck = database.run(tenant, async (transaction) => {
      await transaction.any(tenant, some());
      await database.any(tenant, some());
    });
    expect(await refused(stuck)).to.be.instanceOf(Unavailable);
    await database.any(tenant, some());
  });

  it('ends a statement that takes too long', async () => {
    const database = aPool({ statementTimeoutMs: 50 });
    const error = await refused(database.any(tenant, sleep(5)));
    expect(error).to.be.instanceOf(Unavailable);
    expect(causeOf(error)).to.include({ code: '57014' });
    expect(database.state).to.include({ open: 1, busy: 0 });
  });

  it('ends a wait for a lock that takes too long', async () => {
    const database = aPool({ lockTimeoutMs: 50 });
    const marker = 'locked';
    await database.one(tenant, put(tenant, { marker }));
    const touch = named('ledger.touch', sql.type(z.unknown())`
      update ledger.entry set amount = 2 where tenant_id = ${tenant.tenantId} and marker = ${marker}
    `);
    await database.run(tenant, async (transaction) => {
      await transaction.execute(tenant, touch);
      const error = await refused(database.execute(tenant, touch));
      expect(error).to.be.instanceOf(Unavailable);
      expect(causeOf(error)).to.include({ code: '55P03' });
    });
    expect(await database.execute(tenant, touch)).to.equal(1);
  });

  it('closes a transaction that lies idle, of which nothing is kept', async () => {
    const database = aPool({ idleInTransactionTimeoutMs: 50 });
    const idle = database.run(tenant, async (transaction) => {
      await transaction.one(tenant, put(tenant, { marker: 'idle' }));
      await until(() => proxy.open === 0);
    });
    expect(await refused(idle)).to.be.instanceOf(Unavailable);
    expect((await markersIn(ledger)).has('idle')).to.equal(false);
    await database.any(tenant, some());
  });

  it('has PostgreSQL hold the three limits without a round trip: they come with the connection', async () => {
    const database = aPool({ statementTimeoutMs: 1_001, lockTimeoutMs: 1_002, idleInTransactionTimeoutMs: 1_003 });
    const limits = named('ledger.limits', sql.type(z.object({ name: z.string(), setting: z.string() }))`
      select name, setting from pg_settings
      where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name
    `);
    const settings = (await database.any(tenant, limits)).map(({ setting }) => setting);
    expect(settings).to.deep.equal(['1003', '1002', '1001']);
  });

  it('gives up a connection that says nothing any more', async () => {
    const database = aPool({ flightDeadlineMs: 200 });
    await database.any(tenant, some());
    proxy.silence();
    const error = await refused(database.any(tenant, some()));
    expect(error).to.be.instanceOf(Unavailable);
    expect(causeOf(error).message).to.equal('PostgreSQL did not answer within 200 ms.');
    await until(() => proxy.open === 0);
    expect(database.state).to.include({ open: 0, busy: 0 });
  });

  it('gives up opening a connection on which nobody answers', async () => {
    const database = aPool({ flightDeadlineMs: 100 });
    proxy.silence();
    expect(await refused(database.any(tenant, some()))).to.be.instanceOf(Unavailable);
    expect(database.state).to.include({ open: 0, busy: 0, waiting: 0 });
  });

  it('survives that idle connections are ended, and takes new ones', async () => {
    const database = aPool();
    await Promise.all([1, 2, 3].map(() => database.any(tenant, sleep(0.02))));
    await terminateAll();
    await until(() => database.state.open === 0);
    await database.any(tenant, some());
    expect(database.state.open).to.equal(1);
  });

  it('is unavailable to whom the connection is ended in the middle, and to nobody after', async () => {
    const database = aPool();
    const struck = refused(database.any(tenant, sleep(2)));
    await until(async () => {
      const { rows } = await ledger.admin.query('select from pg_stat_activity where usename = $1 and state = $2', [ledger.database.app.user, 'active']);
      return rows.length > 0;
    });
    await terminateAll();
    const error = await struck;
    expect(error).to.be.instanceOf(Unavailable);
    expect(causeOf(error)).to.include({ code: '57P01' });
    await database.any(tenant, some());
  });

  it('is unavailable while PostgreSQL takes nobody in, and recovers by itself', async () => {
    const database = aPool({ size: 2 });
    const { user } = ledger.database.app;
    try {
      await ledger.admin.query(`alter role ${user} nologin`);
      const errors = await Promise.all([1, 2, 3, 4, 5].map(() => refused(database.any(tenant, some()))));
      for (const error of errors) expect(error).to.be.instanceOf(Unavailable);
      await ledger.admin.query(`alter role ${user} login connection limit 1`);
      // Sessions of earlier tests count until PostgreSQL has seen them end; and of two who come at once it may refuse both.
      await warm(database);
      await Promise.all([1, 2, 3, 4, 5].map(() => database.any(tenant, sleep(0.01))));
      expect(database.state).to.include({ open: 1 });
    } finally {
      await ledger.admin.query(`alter role ${user} login connection limit -1`);
    }
  });

  it('is unavailable when nothing listens', async () => {
    const { app } = ledger.database;
    const database = new TenantDatabase(poolOptions({ ...app, port: 1 }));
    const error = await refused(database.any(tenant, some()));
    expect(error).to.be.instanceOf(Unavailable);
    expect(causeOf(error)).to.include({ code: 'ECONNREFUSED' });
    await database.end();
  });

  it('replaces a connection that is too old', async () => {
    const database = aPool({ maxAgeMs: 30 });
    const { pid } = await database.one(tenant, backend);
    await delay(40);
    expect(await database.one(tenant, backend)).not.to.deep.equal({ pid });
    await until(() => proxy.open === 1);
  });

  it('keeps only the most recently used statements prepared, or none', async () => {
    const prepared = named('ledger.prepared', sql.type(z.object({ n: z.bigint() }))`select count(*) as n from pg_prepared_statements`);
    const countWith = async (preparedStatements: number): Promise<bigint> => {
      const database = aPool({ size: 1, preparedStatements });
      for (let i = 0; i < 40; i++) {
        const statement = named('ledger.literal', sql.type(z.unknown())`select ${sql.literalValue(String(i))}`);
        await database.any(tenant, statement);
        if (i % 7 === 0) await refused(database.any(tenant, named('ledger.wrong', sql.type(z.unknown())`select wrong_${sql.literalValue(String(i))}`)));
      }
      return (await database.one(tenant, prepared)).n;
    };
    expect(Number(await countWith(10))).to.be.within(9, 11);
    expect(Number(await countWith(0))).to.equal(0);
  });

  it('prepares anew what DDL has made stale, or somebody deallocated', async () => {
    const database = aPool({ size: 1 });
    const shape = named('ledger.shape', sql.type(z.record(z.string(), z.unknown()))`select * from ledger.shape`);
    expect(await database.one(tenant, shape)).to.deep.equal({ first: 1 });
    await ledger.admin.query('alter table ledger.shape add column second text');
    expect(await database.one(tenant, shape)).to.deep.equal({ first: 1, second: null });
    await ledger.admin.query('alter table ledger.shape drop column second');
    expect(await database.run(tenant, (transaction) => transaction.one(tenant, shape))).to.deep.equal({ first: 1 });
    await database.execute(tenant, named('ledger.deallocate', sql.type(z.unknown())`deallocate all`));
    expect(await database.one(tenant, shape)).to.deep.equal({ first: 1 });
    await database.run(tenant, (transaction) => transaction.one(tenant, shape));
    await database.execute(tenant, named('ledger.deallocate', sql.type(z.unknown())`deallocate all`));
    expect(await database.run(tenant, (transaction) => transaction.one(tenant, shape))).to.deep.equal({ first: 1 });
  });

  it('goes on with nothing that counts on a statement whose values could not be written', async () => {
    const database = aPool({ size: 1 });
    const endless: Record<string, unknown> = {};
    endless['self'] = endless;
    const unwritable = { ...some(), values: [endless] };
    await expect(database.any(tenant, unwritable)).to.be.rejectedWith(TypeError);
    const half = database.run(tenant, async (transaction) => {
      await transaction.any(tenant, unwritable).catch(() => undefined);
      await transaction.execute(tenant, named('ledger.reshape', sql.type(z.unknown())`insert into ledger.shape values (9)`));
    });
    expect(await refused(half)).to.be.instanceOf(Unavailable);
    const { rows } = await ledger.admin.query('select from ledger.shape where first = 9');
    expect(rows).to.have.length(0);
  });

  it('closes the connection of a statement that begins or ends a transaction by itself', async () => {
    const database = aPool({ size: 1 });
    const begin = named('ledger.begin', sql.type(z.unknown())`begin`);
    const commit = named('ledger.commit', sql.type(z.unknown())`commit`);
    await expect(database.execute(tenant, begin)).to.be.rejectedWith('must not begin or end a transaction');
    const early = database.run(tenant, async (transaction) => {
      await transaction.execute(tenant, commit);
    });
    await expect(early).to.be.rejectedWith('must not begin or end a transaction');
    expect(await database.maybeOne(tenant, find('none'))).to.equal(null);
    expect(proxy.everOpened).to.equal(3);
  });

  it('hangs up on COPY, which it does not speak', async () => {
    const database = aPool({ size: 1 });
    const copy = named('ledger.copy', sql.type(z.unknown())`copy ledger.shape from stdin`);
    await expect(database.execute(tenant, copy)).to.be.rejectedWith('COPY');
    await database.any(tenant, some());
  });

  it('ends when all that is in flight has landed, and takes nothing more', async () => {
    const database = aPool({ size: 1 });
    await database.any(tenant, some());
    const inFlight = database.any(tenant, sleep(0.05));
    const waiting = database.any(tenant, sleep(0.05));
    const ended = database.end();
    expect(await refused(database.any(tenant, some()))).to.be.instanceOf(Unavailable);
    await ended;
    await Promise.all([inFlight, waiting]);
    expect(database.state).to.deep.equal({ size: 1, open: 0, busy: 0, waiting: 0 });
    await database.end();
  });
});
