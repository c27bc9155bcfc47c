import { expect } from 'chai';
import {
  CheckIntegrityConstraintViolationError,
  ForeignKeyIntegrityConstraintViolationError,
  InputSyntaxError,
  InvalidInputError,
  NotFoundError,
  NotNullIntegrityConstraintViolationError,
  SlonikError,
  sql,
  UniqueIntegrityConstraintViolationError,
} from 'slonik';
import { z } from 'zod';
import { Engine } from '../../../adapters/shared/postgres/engine.js';
import { type Narrowing, toTenant } from '../../../adapters/shared/postgres/narrowing.js';
import type { PostgresTransaction } from '../../../adapters/shared/postgres/postgres-transaction.js';
import { checkedRows, exactlyOneRow } from '../../../adapters/shared/postgres/rows.js';
import { named, type Statement } from '../../../adapters/shared/postgres/statement.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aCountingProxy, type CountingProxy } from '../../support/counting-proxy.js';
import { aLedger, aTenant, failing, find, type Ledger, markersIn, poolOptions, put, type SeenRow, sleep, some } from './ledger.js';

const JOBS = 16_000;
const AT_A_TIME = 48;
const CONNECTIONS = 4;
const TENANTS = 50;

/** Uses the same connections as the tenants and sets nothing: sees what one of them has left behind, and must see nothing. */
const nobody = 'nobody';
type Somebody = TenantContext | typeof nobody;
const toSomebody: Narrowing<Somebody> = {
  whose: (context) => (context === nobody ? nobody : toTenant.whose(context)),
  entering: (whose) => (whose === nobody ? [] : toTenant.entering(whose)),
};

type Transaction = PostgresTransaction<Somebody>;
type ErrorClass = abstract new (...given: never[]) => Error;
type Failure = { readonly why: string; readonly statement: Statement<unknown>; readonly as: ErrorClass; readonly code?: string; readonly wantsOneRow?: true };

const raw = z.unknown();
const whoIsHere = z.object({ setting: z.string().nullable(), entries: z.bigint() });

/** The same numbers for the same seed. */
function numbers(seed: number): () => number {
  // Neighbouring seeds would begin alike.
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('switching tenants over few connections', () => {
  let ledger: Ledger;
  let proxy: CountingProxy;
  let engine: Engine<Somebody>;

  before(async () => {
    ledger = await aLedger();
    proxy = await aCountingProxy(ledger.database.app);
    engine = new Engine(
      poolOptions(
        { ...ledger.database.app, port: proxy.port },
        { size: CONNECTIONS, waitMs: 30_000, statementTimeoutMs: 250, preparedStatements: 24, maxAgeMs: 2_000 },
      ),
      toSomebody,
    );
  });

  after(async () => {
    await engine.end();
    proxy.close();
    await ledger.drop();
  });

  it('never shows a tenant another’s row, nor keeps what failed, nor loses what was kept', async function () {
    this.timeout(120_000);
    const tenants = Array.from({ length: TENANTS }, aTenant);
    const count = { switches: 0, rows: 0, kept: 0, undone: 0, unknown: 0, nobody: 0, terminated: 0, cut: 0, reshaped: 0 };
    const failures = new Map<string, number>();
    const kept = new Map<string, string>();
    const unknown = new Set<string>();
    const wrong: string[] = [];
    const lastOn = new Map<number, string>();

    const look = (tenant: TenantContext, rows: readonly SeenRow[]): void => {
      for (const { tenant_id: owner, seen, backend, marker } of rows) {
        count.rows += 1;
        if (owner !== tenant.tenantId || seen !== tenant.tenantId) wrong.push(`${marker} of ${owner} shown to ${tenant.tenantId}, set ${String(seen)}`);
        if (lastOn.get(backend) !== tenant.tenantId) count.switches += 1;
        lastOn.set(backend, tenant.tenantId);
      }
    };
    const one = async (tenant: TenantContext, statement: Statement<SeenRow>) =>
      look(tenant, [exactlyOneRow(statement, (await engine.ask(tenant, statement)).rows)]);
    const any = async (tenant: TenantContext, statement: Statement<SeenRow>) =>
      look(tenant, checkedRows(statement, (await engine.ask(tenant, statement)).rows));

    const failuresFor = (tenant: TenantContext, marker: string, dice: number): readonly Failure[] => [
      { why: 'check', statement: put(tenant, { marker, amount: -1 }), as: CheckIntegrityConstraintViolationError },
      { why: 'not null', statement: put(tenant, { marker, amount: null }), as: NotNullIntegrityConstraintViolationError },
      { why: 'unique', statement: named('ledger.twice', sql.type(raw)`
          insert into ledger.entry (tenant_id, marker, amount) select ${tenant.tenantId}::uuid, ${marker}, n from generate_series(1, 2) n
        `), as: UniqueIntegrityConstraintViolationError },
      { why: 'another tenant’s row', statement: put(tenant, { marker, owner: tenants.find((other) => other !== tenant) ?? tenant }), as: SlonikError, code: '42501' },
      { why: 'syntax', statement: named('ledger.syntax', sql.type(raw)`selekt nonsense`), as: InputSyntaxError },
      { why: 'input', statement: named('ledger.input', sql.type(raw)`select * from ledger.entry where tenant_id = ${'no-uuid'}`), as: InvalidInputError },
      { why: 'no such table', statement: named('ledger.nowhere', sql.type(raw)`select ${marker} from ledger.nowhere`), as: SlonikError, code: '42P01' },
      { why: 'division', statement: failing(), as: SlonikError, code: '22012' },
      { why: 'no row', statement: find('none'), as: NotFoundError, wantsOneRow: true },
      ...(dice < 0.2 ? [{ why: 'statement timeout', statement: sleep(1), as: Unavailable, code: '57014' }] : []),
      ...(dice > 0.88 ? [{ why: 'cancelled', as: Unavailable, code: '57014', statement: named('ledger.cancelled', sql.type(raw)`
          select pg_cancel_backend(pg_backend_pid()), pg_sleep(${0.2})
        `) }] : []),
    ];
    const aFailure = (tenant: TenantContext, marker: string, next: () => number): Failure => {
      const all = failuresFor(tenant, marker, next());
      return all[Math.floor(next() * all.length)] as Failure;
    };
    const attempt = (transaction: Transaction, tenant: TenantContext, { statement, wantsOneRow }: Failure): Promise<unknown> =>
      wantsOneRow ? transaction.one(tenant, statement) : transaction.execute(tenant, statement);
    const code = (error: unknown) => ((error as Error).cause as { code?: string } | undefined)?.code;
    const isLost = (error: unknown) => error instanceof Unavailable && code(error) !== '57014';
    /** It has to fail, and in this way; or its connection was lost before it could. */
    const fails = async (work: Promise<unknown>, { why, as, code: expected }: Pick<Failure, 'why' | 'as' | 'code'>): Promise<void> => {
      const error = await work.then(() => null, (thrown: unknown) => thrown);
      if (isLost(error)) throw error;
      if (!(error instanceof as) || (expected !== undefined && code(error) !== expected)) wrong.push(`${why}: ${String(error)} ${code(error) ?? ''}`);
      count.undone += 1;
      failures.set(why, (failures.get(why) ?? 0) + 1);
    };
    const onPurpose = new Error('on purpose');

    const jobs: readonly (readonly [share: number, job: (tenant: TenantContext, m: string, next: () => number) => Promise<readonly string[]>])[] = [
      [30, async (tenant, m) => {
        await one(tenant, put(tenant, { marker: m }));
        return [m];
      }],
      [22, async (tenant) => {
        await any(tenant, some());
        return [];
      }],
      [12, async (tenant, m) => {
        await engine.transact(tenant, async (transaction) => {
          look(tenant, [await transaction.one(tenant, put(tenant, { marker: `${m}a` }))]);
          look(tenant, await transaction.any(tenant, some()));
          look(tenant, [await transaction.one(tenant, put(tenant, { marker: `${m}b`, parent: `${m}a` }))]);
        });
        return [`${m}a`, `${m}b`];
      }],
      [6, async (tenant, m, next) => {
        const [isFirst, isKept] = [next() < 0.5, next() < 0.3];
        await engine.transact(tenant, async (transaction) => {
          if (!isFirst) look(tenant, [await transaction.one(tenant, put(tenant, { marker: `${m}a` }))]);
          const failure = aFailure(tenant, `${m}x`, next);
          const step = transaction.nested(tenant, async (inner) => {
            look(tenant, [await inner.one(tenant, put(tenant, { marker: `${m}i` }))]);
            if (!isKept) await attempt(inner, tenant, failure);
          });
          await (isKept ? step : fails(step, failure));
          look(tenant, [await transaction.one(tenant, put(tenant, { marker: `${m}b` }))]);
        });
        return [...(isFirst ? [] : [`${m}a`]), ...(isKept ? [`${m}i`] : []), `${m}b`];
      }],
      [10, async (tenant, m, next) => {
        const failure = aFailure(tenant, m, next);
        const asked = engine.ask(tenant, failure.statement).then(({ rows }) => failure.wantsOneRow && exactlyOneRow(failure.statement, rows));
        await fails(asked, failure);
        return [];
      }],
      [8, async (tenant, m, next) => {
        const [failure, before] = [aFailure(tenant, `${m}x`, next), Math.floor(next() * 3)];
        const work = engine.transact(tenant, async (transaction) => {
          for (let i = 0; i < before; i++) look(tenant, [await transaction.one(tenant, put(tenant, { marker: `${m}${i}` }))]);
          await attempt(transaction, tenant, failure);
        });
        await fails(work, failure);
        return [];
      }],
      [2, async (tenant, m) => {
        const work = engine.transact(tenant, async (transaction) => {
          look(tenant, [await transaction.one(tenant, put(tenant, { marker: m }))]);
          throw onPurpose;
        });
        await fails(work, { why: 'a step that throws', as: Error });
        return [];
      }],
      [2, async (tenant, m) => {
        const work = engine.transact(tenant, async (transaction) => {
          look(tenant, [await transaction.one(tenant, put(tenant, { marker: m }))]);
          await transaction.execute(tenant, failing()).catch((error: unknown) => {
            if (isLost(error)) throw error;
          });
        });
        await fails(work, { why: 'a swallowed error', as: SlonikError });
        return [];
      }],
      [2, async (tenant, m) => {
        const orphan = engine.ask(tenant, put(tenant, { marker: m, parent: 'nobody' }));
        await fails(orphan, { why: 'deferred constraint', as: ForeignKeyIntegrityConstraintViolationError });
        return [];
      }],
      [2, async (tenant, m) => {
        const work = engine.transact(tenant, (transaction) => transaction.execute(tenant, put(tenant, { marker: m, parent: 'nobody' })));
        await fails(work, { why: 'deferred constraint at commit', as: ForeignKeyIntegrityConstraintViolationError });
        return [];
      }],
      [2, async (tenant, m) => {
        // Its shape changes meanwhile, and there are more texts than may stay prepared.
        const shape = named('ledger.shape', sql.type(raw)`select *, ${sql.literalValue(String(m.length + count.rows % 40))} from ledger.shape`);
        const { rows } = await engine.ask(tenant, shape);
        await engine.transact(tenant, (transaction) => transaction.any(tenant, shape));
        if (rows.length !== 1) wrong.push(`the shape has ${rows.length} rows`);
        return [];
      }],
      [2, async () => {
        const statement = named('ledger.nobody', sql.type(whoIsHere)`
          select current_setting('app.tenant_id', true) as setting, (select count(*) from ledger.entry) as entries
        `);
        const { setting, entries } = exactlyOneRow(statement, (await engine.ask(nobody, statement)).rows);
        if (setting || entries > 0n) wrong.push(`nobody is ${String(setting)} and sees ${entries}`);
        count.nobody += 1;
        return [];
      }],
    ];
    const deck = jobs.flatMap(([share, job]) => Array.from({ length: share }, () => job));

    const disturb = async (i: number): Promise<void> => {
      if (i % 1_000 === 500) {
        await ledger.admin.query(`alter table ledger.shape add column at_${i} int`);
        count.reshaped += 1;
      }
      if (i % 500 === 250) {
        const { rowCount } = await ledger.admin.query(
          `select pg_terminate_backend(pid) from (select pid from pg_stat_activity where usename = $1 order by backend_start limit 1) oldest`,
          [ledger.database.app.user],
        );
        count.terminated += rowCount ?? 0;
      }
      if (i % 500 === 0 && i > 0 && proxy.cutOne()) count.cut += 1;
    };

    let i = 0;
    const worker = async (): Promise<void> => {
      while (i < JOBS) {
        const mine = i++;
        await disturb(mine);
        // Each job has its own: whichever answer comes first, the jobs are the same in every run.
        const next = numbers(mine);
        const tenant = tenants[Math.floor(next() * TENANTS)] as TenantContext;
        const job = deck[Math.floor(next() * deck.length)] as (typeof deck)[number];
        const marker = `m${mine}-`;
        try {
          for (const stored of await job(tenant, marker, next)) {
            kept.set(stored, tenant.tenantId);
            count.kept += 1;
          }
        } catch (error) {
          if (!isLost(error)) wrong.push(`job ${mine}: ${String(error)} ${String((error as Error).cause)}`);
          count.unknown += 1;
          unknown.add(marker);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));

    const stored = await markersIn(ledger);
    for (const [marker, owner] of kept) if (stored.get(marker) !== owner) wrong.push(`${marker} was kept and is lost`);
    for (const marker of stored.keys()) {
      if (!kept.has(marker) && !unknown.has(marker.slice(0, marker.indexOf('-') + 1))) wrong.push(`${marker} was undone and is there`);
    }
    console.log(`      ${JSON.stringify({ ...count, connections: proxy.everOpened, stored: stored.size })} ${JSON.stringify(Object.fromEntries(failures))}`);

    expect(wrong).to.deep.equal([]);
    expect(count.switches).to.be.at.least(10_000);
    expect(count.kept).to.be.at.least(7_000);
    expect(count.undone).to.be.at.least(3_000);
    expect(count.nobody).to.be.at.least(200);
    expect(count.unknown).to.be.within(1, 400);
    expect(count.terminated).to.be.at.least(20);
    expect(count.cut).to.be.at.least(20);
    expect(count.reshaped).to.equal(16);
    expect(failures.size).to.equal(15);
    expect(Math.min(...failures.values())).to.be.at.least(10);
    expect(proxy.mostOpen).to.be.at.most(CONNECTIONS);
    expect(engine.state).to.include({ busy: 0, waiting: 0 });
  });
});
