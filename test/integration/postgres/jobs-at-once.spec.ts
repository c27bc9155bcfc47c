import { expect } from 'chai';
import pg from 'pg';
import { sql } from 'slonik';
import { z } from 'zod';
import { PostgresJobAdmission } from '../../../adapters/shared/postgres/postgres-job-admission.js';
import { PostgresJobRecords } from '../../../adapters/shared/postgres/postgres-job-records.js';
import { PostgresJobs } from '../../../adapters/shared/postgres/postgres-jobs.js';
import { PostgresUnitOfWork } from '../../../adapters/shared/postgres/postgres-unit-of-work.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { SystemTiming } from '../../../adapters/shared/system/system-timing.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { guardedCommand } from '../../../application/shared/guard.js';
import { handles } from '../../../application/shared/job-handling.js';
import { JobId, jobType } from '../../../application/shared/job-type.js';
import { whole } from '../../../application/shared/json-members.js';
import { PrincipalContexts } from '../../../application/shared/ports/principal-contexts.js';
import type { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { JobLost } from '../../../application/shared/refusals.js';
import { RunJob } from '../../../application/shared/run-job.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { type Principal, TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';
import { aTenant } from '../../support/tenants.js';
import { poolOptions } from './ledger.js';

const [WORKERS, TENANTS, OF_EACH] = [8, 5, 100];
const ALL = TENANTS * OF_EACH;
const patient = { waitMs: 60_000, statementTimeoutMs: 60_000, lockTimeoutMs: 60_000, idleInTransactionTimeoutMs: 60_000, flightDeadlineMs: 60_000 };
const system = SystemContext.for('workers at once');
const count = jobType('ledger.count', { number: whole }, { starts: 20, backoff: { firstSeconds: 0.01, mostSeconds: 0.01 } });

type Counting = { put(number: number): Promise<unknown> };

/** What happens to a count after it was put down, and before that is kept. */
let meanwhile: (number: number, tenant: TenantContext) => Promise<void>;

class Count {
  static readonly needs = 'ledger:counts:write';
  constructor(private readonly work: UnitOfWork<Counting>) {}

  execute(tenant: TenantContext, { number }: { readonly number: number }): Promise<void> {
    return this.work.run(tenant, async (counting) => {
      await counting.put(number);
      await meanwhile(number, tenant);
    });
  }
}

class Everybody extends PrincipalContexts {
  override async contextOf({ tenantId }: TenantContext, principal: Principal): Promise<TenantContext | null> {
    return TenantContext.of(tenantId, principal, ['ledger:counts:write'], 'active');
  }
}

describe('many workers at once', () => {
  let server: TestDatabase;
  let admin: pg.Pool;
  const ends: (() => Promise<void>)[] = [];

  before(async () => {
    server = await aDatabase();
    admin = new pg.Pool({ ...server.admin, max: 4 });
    // no key: what happens twice is there twice
    await admin.query(`
      create schema ledger;
      create table ledger.effect (tenant_id uuid not null, number integer not null);
      grant usage on schema ledger to atrium_app;
      grant insert on ledger.effect to atrium_app;
    `);
  });
  after(async () => {
    await Promise.all(ends.map((end) => end()));
    await admin.end();
    await server.drop();
  });

  const databases = () => {
    const [database, across] = [new TenantDatabase(poolOptions(server.app, patient)), new SystemDatabase(poolOptions(server.system, { ...patient, size: 2 }))];
    ends.push(() => database.end(), () => across.end());
    return { database, across };
  };

  const losses = new Set<string>();
  const aWorker = () => {
    const { database, across } = databases();
    const work = new PostgresUnitOfWork<Counting>(database, (transaction) => ({
      put: (number) => {
        const tenant = tenants[number % TENANTS] as TenantContext;
        return transaction.execute(tenant, named('shared.count', sql.type(z.object({}))`insert into ledger.effect (tenant_id, number) values (${tenant.tenantId}, ${number})`));
      },
    }));
    const handling = handles(count, { calls: Count, with: ({ data }) => data });
    const useCase = guardedCommand(work, (joined) => new Count(joined));
    const admission = new PostgresJobAdmission(across, { perTenant: 20, inAll: 60 });
    const runJob = new RunJob([{ handling, useCase }], new PostgresJobRecords(database, across), new Everybody(), database, new SystemTiming(), {
      onJobEnded: ({ jobId }, _, error) => void (error instanceof JobLost && losses.add(jobId)),
    });
    return { admission, runJob };
  };
  const tenants = Array.from({ length: TENANTS }, () => aTenant());

  it('have each effect once, and lose none, whatever fails and whatever is taken from them', async () => {
    const { database } = databases();
    const ids = new UuidIds();
    await Promise.all(
      tenants.map((tenant, at) =>
        database.run(tenant, async (transaction) => {
          for (let n = 0; n < OF_EACH; n++) await new PostgresJobs(transaction, ids).request(tenant, count, { data: { number: n * TENANTS + at } });
        }),
      ),
    );

    const workers = Array.from({ length: WORKERS }, aWorker);
    const [failed, stolen] = [new Set<number>(), new Set<number>()];
    meanwhile = async (number, { tenantId }) => {
      if (number % 3 === 0 && !failed.has(number)) {
        failed.add(number);
        throw new Error('fails once');
      }
      if (number % 10 === 1 && !stolen.has(number)) {
        stolen.add(number);
        // as if it had stood still for so long: another takes it up, while it goes on
        await admin.query(`update shared.job set leased_until = now() - interval '1 second' where tenant_id = $1 and data ->> 'number' = $2`, [tenantId, String(number)]);
        await workers[number % WORKERS]?.admission.takeUp(system);
        await workers[number % WORKERS]?.admission.admit(system, [count.name]);
      }
    };

    const unfinished = async () => (await admin.query<{ count: number }>(`select count(*)::integer from shared.job where finished_at is null`)).rows[0]?.count;
    const work = async ({ admission, runJob }: (typeof workers)[number]) => {
      while ((await unfinished()) !== 0) {
        await admission.takeUp(system);
        await admission.admit(system, runJob.types);
        // several see the same: each is begun by one
        const { rows } = await admin.query<{ tenant_id: string; id: string }>(`select tenant_id, id from shared.job where status = 'admitted' order by random() limit 20`);
        for (const { tenant_id: tenantId, id } of rows) await runJob.execute(TenantId.from(tenantId), JobId.from(id));
      }
    };
    await Promise.all(workers.map(work));

    const { rows: effects } = await admin.query<{ number: number; times: number }>(`select number, count(*)::integer as times from ledger.effect group by number order by number`);
    expect(effects.filter(({ times }) => times !== 1)).to.deep.equal([]);
    expect(effects.map(({ number }) => number)).to.deep.equal(Array.from({ length: ALL }, (_, number) => number));
    const { rows: jobs } = await admin.query(`select status, count(*)::integer as jobs, sum(starts)::integer as starts from shared.job group by status`);
    expect(jobs).to.deep.equal([{ status: 'succeeded', jobs: ALL, starts: ALL + failed.size + losses.size }]);
    expect(failed.size).to.equal(Math.ceil(ALL / 3));
    expect(stolen.size).to.equal(ALL / 10);
    expect(losses.size).to.equal(stolen.size);
  }).timeout(120_000);
});
