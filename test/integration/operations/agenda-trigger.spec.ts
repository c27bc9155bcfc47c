import { expect } from 'chai';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { v7 } from 'uuid';
import { AgendaTrigger } from '../../../adapters/shared/agenda/agenda-trigger.js';
import { freePort } from '../../../infrastructure/free-port.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';

const [HALF_A_MINUTE_MS, types] = [30_000, ['library.bind-book', 'library.lend-book', 'library.mend-book']];

describe('Agenda as a trigger', () => {
  let database: TestDatabase;
  let admin: pg.Pool;
  let pool: pg.Pool;
  let trigger: AgendaTrigger;
  let errors: unknown[];
  /** Ids of the jobs that it has started. */
  let started: string[];
  let running: () => Promise<void>;

  before(async () => {
    database = await aDatabase();
    admin = new pg.Pool({ ...database.admin, max: 2 });
  });
  after(async () => {
    await admin.end();
    await database.drop();
  });
  beforeEach(async () => {
    await admin.query(`delete from public.agenda_jobs`);
    [errors, started, running] = [[], [], async () => undefined];
    pool = new pg.Pool({ ...database.system, max: 4 });
  });
  afterEach(async () => {
    await trigger.stop();
    await pool.end();
  });

  const triggering = (concurrency: number) =>
    new AgendaTrigger({
      pool,
      concurrency,
      run: async (_, jobId) => {
        started.push(jobId);
        await running();
      },
      onError: (error) => void errors.push(error),
    });
  const admitted = async (type: string, times = 1) => {
    for (let n = 0; n < times; n++) {
      await admin.query(`insert into public.agenda_jobs (name, next_run_at, data) values ($1, now() - interval '20 years', $2)`, [type, { tenantId: v7(), jobId: v7() }]);
    }
  };
  const left = async () => (await admin.query<{ left: number }>(`select count(*)::integer as left from public.agenda_jobs`)).rows[0]?.left;
  const until = async (what: () => boolean | Promise<boolean>) => {
    while (!(await what())) await delay(10);
  };

  it('starts what is admitted, once, and leaves no trigger behind', async () => {
    await admitted('library.bind-book', 6);
    trigger = triggering(2);
    await trigger.start(types);
    await until(async () => (await left()) === 0);
    expect(new Set(started).size).to.equal(6);
    expect(started).to.have.length(6);
    expect(errors).to.deep.equal([]);
  });

  it('keeps nothing for long of what it has run', async () => {
    const { setTimeout: original } = globalThis;
    const waits: number[] = [];
    globalThis.setTimeout = Object.assign((run: () => void, ms?: number, ...more: []) => {
      waits.push(ms ?? 0);
      return original(run, ms, ...more);
    }, original);
    try {
      await admitted('library.bind-book', 3);
      trigger = triggering(2);
      await trigger.start(types);
      await until(async () => (await left()) === 0);
    } finally {
      globalThis.setTimeout = original;
    }
    expect(waits).to.not.be.empty;
    expect(waits.filter((ms) => ms > HALF_A_MINUTE_MS)).to.deep.equal([]);
  });

  it('is taken by no other for as long as it runs', async () => {
    await admitted('library.bind-book');
    const goingOn = Promise.withResolvers<void>();
    running = () => goingOn.promise;
    trigger = triggering(2);
    await trigger.start(types);
    await until(() => started.length === 1);

    await admin.query(`update public.agenda_jobs set locked_at = locked_at - interval '1 year'`);
    const other = triggering(2);
    await other.start(types);
    await admitted('library.lend-book');
    other.admitted('library.lend-book', 1);
    await until(() => started.length > 1);
    await other.stop();
    goingOn.resolve();
    await until(async () => (await left()) === 0);
    expect(started).to.have.length(2);
    expect(errors).to.deep.equal([]);
  });

  it('goes on when the database goes away while it gives back what it took too much of', async () => {
    for (const type of types) await admitted(type, 4);
    const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<unknown>;
    let givenBack = 0;
    pool.query = ((text: string, ...more: unknown[]) => {
      if (!/set locked_at = null/i.test(text)) return query(text, ...more);
      givenBack += 1;
      return Promise.reject(new Error('The database went away.'));
    }) as never;
    const goingOn = Promise.withResolvers<void>();
    running = () => goingOn.promise;
    trigger = triggering(1);
    await trigger.start(types);
    await until(() => givenBack > 0);
    await new Promise(setImmediate);
    goingOn.resolve();

    await until(() => started.length > 1);
    expect(errors.map(String)).to.include('Error: The database went away.');
  });

  describe('without a database', () => {
    let port: number;
    let proxy: Server;

    beforeEach(async () => {
      await pool.end();
      port = await freePort();
      pool = new pg.Pool({ ...database.system, host: '127.0.0.1', port, max: 4 });
    });
    afterEach(() => void proxy.close());

    it('begins when it comes', async () => {
      await admitted('library.bind-book');
      trigger = triggering(2);
      await trigger.start(types);
      await until(() => errors.length > 0);
      expect(errors.map((error) => (error as NodeJS.ErrnoException).code)).to.include('ECONNREFUSED');

      proxy = createServer((near) => {
        const far = connect(database.system.port, database.system.host);
        near.pipe(far).pipe(near);
        near.on('error', () => far.destroy());
        far.on('error', () => near.destroy());
      }).listen(port, '127.0.0.1');
      await once(proxy, 'listening');
      await until(async () => (await left()) === 0);
      expect(started).to.have.length(1);
    }).timeout(15_000);
  });
});
