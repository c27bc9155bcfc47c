import { expect } from 'chai';
import pg from 'pg';
import { CronDueTimes } from '../../../adapters/shared/cron/cron-due-times.js';
import { PostgresSchedules } from '../../../adapters/shared/postgres/postgres-schedules.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { PostgresActiveTenants } from '../../../adapters/tenancy/postgres/postgres-active-tenants.js';
import { jobType } from '../../../application/shared/job-type.js';
import { instant } from '../../../application/shared/json-members.js';
import { type Schedule, schedule } from '../../../application/shared/schedule.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId } from '../../../domain/shared/tenant-context.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';
import { poolOptions } from './ledger.js';

const system = SystemContext.for('a test of schedules');
const WORKERS = 8;
const TENANTS = 10_000;

const daily: Schedule = schedule('library.take-stock', {
  cron: '30 2 * * *',
  zone: 'Europe/Berlin',
  fansOut: jobType('library.take-stock-of-one', { dueAt: instant }),
  data: (dueAt) => ({ dueAt }),
  missed: 'catch up',
});

/** Counts how often somebody asks who there is, and may break off. */
class WatchedTenants extends PostgresActiveTenants {
  pages = 0;
  breaksAt = Number.POSITIVE_INFINITY;

  override async page(...given: Parameters<PostgresActiveTenants['page']>): ReturnType<PostgresActiveTenants['page']> {
    this.pages += 1;
    if (this.pages >= this.breaksAt) throw new Error('The process ended.');
    return super.page(...given);
  }
}

describe('schedules of many workers, each with a connection of its own', function () {
  this.timeout(60_000);

  let server: TestDatabase;
  let admin: pg.Client;
  let workers: readonly PostgresSchedules[];
  let databases: readonly SystemDatabase[];
  const tenants = new WatchedTenants();

  before(async () => {
    server = await aDatabase();
    admin = new pg.Client({ ...server.admin });
    await admin.connect();
    await admin.query(`
      insert into tenancy.tenant (tenant_id, slug, name, plan, created_at, version)
      select gen_random_uuid(), 'tenant-' || n, 'Tenant', 'team', now(), 1 from generate_series(1, ${TENANTS}) n`);
    const patient = { size: 1, statementTimeoutMs: 20_000, flightDeadlineMs: 25_000, idleInTransactionTimeoutMs: 20_000 };
    databases = Array.from({ length: WORKERS }, () => new SystemDatabase(poolOptions(server.system, patient)));
    workers = databases.map((database) => new PostgresSchedules(database, tenants, new CronDueTimes()));
  });
  after(async () => {
    await Promise.all(databases.map((database) => database.end()));
    await admin.end();
    await server.drop();
  });

  beforeEach(async () => {
    tenants.pages = 0;
    tenants.breaksAt = Number.POSITIVE_INFINITY;
    await admin.query('truncate shared.schedule, shared.job');
  });

  const all = async () => (await Promise.all(workers.map((worker) => worker.fireDue(system, [daily])))).flatMap(({ firings }) => firings);
  const isDue = (dueAt: string) => admin.query('update shared.schedule set due_at = $1', [dueAt]);
  const count = async (what: string) => (await admin.query<{ count: number }>(`select count(${what})::integer as count from shared.job`)).rows[0]?.count;
  const row = async () => (await admin.query<{ due_at: Date; fired_for: Date | null }>('select due_at, fired_for from shared.schedule')).rows[0];

  it('make one row of a new schedule, with a due time that is still to come', async () => {
    expect(await all()).to.deep.equal([]);
    const { rows } = await admin.query(`select name, rule, due_at > now() as later, fired_for, extract(minute from due_at)::integer as minute from shared.schedule`);
    expect(rows).to.deep.equal([{ name: daily.name, rule: '30 2 * * * in Europe/Berlin', later: true, fired_for: null, minute: 30 }]);
  });

  it('leave the row as it is that another has made meanwhile', async () => {
    await admin.query('begin');
    await admin.query(
      `insert into shared.schedule (tenant_id, name, rule, due_at) values ($1, $2, '30 2 * * * in Europe/Berlin', '2026-03-01T01:30:00Z')`,
      [platformTenantId, daily.name],
    );
    const [worker] = workers as [PostgresSchedules];
    const second = worker.fireDue(system, [daily]);
    const isWaiting = async () => (await admin.query('select from pg_locks where not granted')).rowCount !== 0;
    while (!(await isWaiting())) await admin.query('select pg_sleep(0.01)');
    await admin.query('commit');
    await second;

    expect(await row()).to.deep.equal({ due_at: new Date('2026-03-01T01:30:00Z'), fired_for: null });
  });

  it('reach ten thousand tenants once, a thousand with each statement', async () => {
    await all();
    await isDue('2026-03-01T01:30:00Z');

    const firings = await all();

    expect(firings).to.have.length(1);
    expect(firings[0]).to.deep.include({ outcome: 'fired', tenants: TENANTS });
    expect(tenants.pages).to.equal(TENANTS / 1_000 + 1);
    expect([await count('*'), await count('distinct tenant_id'), await count('distinct key')]).to.deep.equal([TENANTS, TENANTS, 1]);
  });

  it('catch up for the latest due time of a year, by the local time of the zone', async () => {
    await all();
    const { due_at: next } = (await row()) as { due_at: Date };
    await isDue('2025-07-01T00:30:00Z');

    await all();

    const kept = (await row()) as { due_at: Date; fired_for: Date };
    expect(kept.due_at).to.deep.equal(next);
    expect(next.getTime() - kept.fired_for.getTime()).to.be.within(23 * 3_600_000, 25 * 3_600_000);
  });

  it('keep nothing of a firing that breaks off half way, and fire once afterwards', async () => {
    await all();
    await isDue('2026-03-01T01:30:00Z');
    tenants.breaksAt = 5;
    const [worker] = workers as [PostgresSchedules];

    const { firings } = await worker.fireDue(system, [daily]);

    expect(firings.map(({ outcome }) => outcome)).to.deep.equal(['failed']);
    expect(await count('*')).to.equal(0);
    expect(await row()).to.deep.equal({ due_at: new Date('2026-03-01T01:30:00Z'), fired_for: null });
    tenants.breaksAt = Number.POSITIVE_INFINITY;
    expect((await all()).map(({ outcome }) => outcome)).to.deep.equal(['fired']);
    expect(await count('*')).to.equal(TENANTS);
  });

  it('ask for nothing more, should a due time be fired a second time', async () => {
    await all();
    await isDue('2026-03-01T01:30:00Z');
    await all();
    await admin.query('update shared.schedule set due_at = fired_for');

    expect(await all()).to.have.length(1);

    expect(await count('*')).to.equal(TENANTS);
  });

  it('do not wait for one that another holds, and come again soon', async () => {
    await all();
    await isDue('2026-03-01T01:30:00Z');
    await admin.query('begin; select from shared.schedule for update');

    const [worker] = workers as [PostgresSchedules];
    const { firings, nextInSeconds } = await worker.fireDue(system, [daily]);
    await admin.query('rollback');

    expect(firings).to.deep.equal([]);
    expect(nextInSeconds).to.be.within(1, 10);
    expect(await all()).to.have.length(1);
  });
});
