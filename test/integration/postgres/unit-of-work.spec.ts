import { expect } from 'chai';
import { DataIntegrityError, SlonikError, sql } from 'slonik';
import { z } from 'zod';
import { PostgresUnitOfWork } from '../../../adapters/shared/postgres/postgres-unit-of-work.js';
import type { Queries } from '../../../adapters/shared/postgres/queries.js';
import { named } from '../../../adapters/shared/postgres/statement.js';
import { SystemDatabase } from '../../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aLedger, aTenant, failing, find, type Ledger, markersIn, poolOptions, put, some } from './ledger.js';

type Scope = { readonly store: (marker: string) => Promise<unknown>; readonly queries: Queries };

describe('a unit of work in PostgreSQL', () => {
  let ledger: Ledger;
  let database: TenantDatabase;
  let tenant: TenantContext;
  let work: UnitOfWork<Scope>;

  before(async () => {
    ledger = await aLedger();
    // One connection: what does not stay inside its transaction waits in vain.
    database = new TenantDatabase(poolOptions(ledger.database.app, { size: 1, waitMs: 300 }));
  });
  after(async () => {
    await database.end();
    await ledger.drop();
  });
  beforeEach(async () => {
    await ledger.admin.query('delete from ledger.entry');
    tenant = aTenant();
    work = new PostgresUnitOfWork(database, (queries) => ({
      queries,
      store: (marker) => queries.one(tenant, put(tenant, { marker })),
    }));
  });

  const stored = async () => [...(await markersIn(ledger)).keys()].toSorted();
  const refusal = new Error('refused');

  it('keeps everything when it returns, and gives back what it returned', async () => {
    const result = await work.run(tenant, async ({ store }) => {
      await store('a');
      await store('b');
      return 'done';
    });
    expect(result).to.equal('done');
    expect(await stored()).to.deep.equal(['a', 'b']);
  });

  it('keeps nothing when it throws, and throws what was thrown', async () => {
    const failed = work.run(tenant, async ({ store }) => {
      await store('a');
      throw refusal;
    });
    await expect(failed).to.be.rejectedWith(refusal);
    expect(await stored()).to.deep.equal([]);
  });

  it('refuses to keep what PostgreSQL has given up, though the error was swallowed', async () => {
    const swallowed = work.run(tenant, async ({ store, queries }) => {
      await store('a');
      await queries.execute(tenant, failing()).catch(() => undefined);
    });
    await expect(swallowed).to.be.rejectedWith(DataIntegrityError, 'its error was swallowed');
    expect(await stored()).to.deep.equal([]);
  });

  it('refuses another tenant than the one it was begun for', async () => {
    const stranger = aTenant();
    await expect(work.run(tenant, ({ queries }) => queries.any(stranger, some()))).to.be.rejectedWith('another tenant');
    const late = work.run(tenant, async ({ store, queries }) => {
      await store('a');
      await queries.any(stranger, some());
    });
    await expect(late).to.be.rejectedWith('another tenant');
    expect(await stored()).to.deep.equal([]);
  });

  it('sends statements that were not awaited one by one in their order, and before the commit', async () => {
    await work.run(tenant, async ({ store }) => {
      const all = ['c', 'a', 'b'].map((marker) => store(marker));
      await all[2];
    });
    expect(await stored()).to.deep.equal(['a', 'b', 'c']);
  });

  it('is of no use once it has ended', async () => {
    let kept: Scope | undefined;
    await work.run(tenant, async (scope) => {
      kept = scope;
    });
    await expect(kept?.store('late')).to.be.rejectedWith('has ended');
  });

  it('is carried out again, whole, when another transaction was in its way', async () => {
    const two = new TenantDatabase(poolOptions(ledger.database.app, { size: 2, lockTimeoutMs: 20_000, statementTimeoutMs: 20_000, flightDeadlineMs: 20_000 }));
    await two.one(tenant, put(tenant, { marker: 'left' }));
    await two.one(tenant, put(tenant, { marker: 'right' }));
    const add = (marker: string) => named('ledger.add', sql.type(z.unknown())`
      update ledger.entry set amount = amount + 1 where tenant_id = ${tenant.tenantId} and marker = ${marker}
    `);
    let [attempts, holding] = [0, 0];
    const bothHold = Promise.withResolvers<void>();
    const done = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const both = async (first: string, second: string, mine: 0 | 1): Promise<void> => {
      let isAgain = false;
      await two.run(tenant, async (transaction) => {
        attempts += 1;
        // Who was the victim lets the other finish: else the two may meet like this for ever.
        if (isAgain) await done[1 - mine]?.promise;
        isAgain = true;
        await transaction.execute(tenant, add(first));
        if (++holding === 2) bothHold.resolve();
        await bothHold.promise;
        await transaction.execute(tenant, add(second));
      });
      done[mine].resolve();
    };
    await Promise.all([both('left', 'right', 0), both('right', 'left', 1)]);
    expect(attempts).to.equal(3);
    const { rows } = await ledger.admin.query('select distinct amount from ledger.entry');
    expect(rows).to.deep.equal([{ amount: 3 }]);
    await two.end();
  });

  it('is unavailable when others are in its way for ever', async () => {
    let attempts = 0;
    const clash = named('ledger.clash', sql.type(z.unknown())`do $$ begin raise exception 'clash' using errcode = '40001'; end $$`);
    const clashing = database.run(tenant, async (transaction) => {
      attempts += 1;
      await transaction.execute(tenant, clash);
    });
    await expect(clashing).to.be.rejectedWith(Unavailable);
    expect(attempts).to.equal(4);
  });

  describe('within a transaction that is open', () => {
    it('is kept when that is kept', async () => {
      await database.run(tenant, async (transaction) => {
        await work.within(transaction).run(tenant, ({ store }) => store('inner'));
        await transaction.one(tenant, put(tenant, { marker: 'outer' }));
      });
      expect(await stored()).to.deep.equal(['inner', 'outer']);
    });

    it('is undone when that is undone', async () => {
      const undone = database.run(tenant, async (transaction) => {
        await work.within(transaction).run(tenant, ({ store }) => store('inner'));
        throw refusal;
      });
      await expect(undone).to.be.rejectedWith(refusal);
      expect(await stored()).to.deep.equal([]);
    });

    it('is undone alone when it throws, and what was before and comes after is kept', async () => {
      await database.run(tenant, async (transaction) => {
        await transaction.one(tenant, put(tenant, { marker: 'before' }));
        const joined = work.within(transaction);
        const refused = joined.run(tenant, async ({ store }) => {
          await store('inner');
          throw refusal;
        });
        await expect(refused).to.be.rejectedWith(refusal);
        await joined.run(tenant, ({ store }) => store('second'));
        await transaction.one(tenant, put(tenant, { marker: 'after' }));
      });
      expect(await stored()).to.deep.equal(['after', 'before', 'second']);
    });

    it('is undone alone when a statement fails in it, be it the first of all, and the transaction goes on', async () => {
      await database.run(tenant, async (transaction) => {
        await expect(work.within(transaction).run(tenant, ({ queries }) => queries.execute(tenant, failing()))).to.be.rejected;
        await transaction.one(tenant, put(tenant, { marker: 'refusal' }));
      });
      expect(await stored()).to.deep.equal(['refusal']);
    });

    it('cannot be kept when a statement failed in it and its error was swallowed', async () => {
      const swallowed = database.run(tenant, async (transaction) => {
        await transaction.one(tenant, put(tenant, { marker: 'before' }));
        await work.within(transaction).run(tenant, ({ queries }) => queries.execute(tenant, failing()).catch(() => undefined));
      });
      await expect(swallowed).to.be.rejectedWith(SlonikError);
      expect(await stored()).to.deep.equal([]);
    });

    it('can hold further work, each undone alone', async () => {
      await database.run(tenant, async (transaction) => {
        const outer = new PostgresUnitOfWork(database, (open) => ({ open, own: work.within(open) }));
        await outer.within(transaction).run(tenant, async ({ open, own }) => {
          await open.one(tenant, put(tenant, { marker: 'outer' }));
          await own.run(tenant, ({ store }) => store('kept'));
          await expect(own.run(tenant, async ({ store }) => {
            await store('lost');
            throw refusal;
          })).to.be.rejectedWith(refusal);
          await open.one(tenant, put(tenant, { marker: 'again' }));
        });
      });
      expect(await stored()).to.deep.equal(['again', 'kept', 'outer']);
    });

    it('has the transaction for itself while it runs', async () => {
      const interleaved = database.run(tenant, (transaction) =>
        work.within(transaction).run(tenant, async ({ store }) => {
          await store('inner');
          await transaction.one(tenant, put(tenant, { marker: 'outer' }));
        }),
      );
      await expect(interleaved).to.be.rejectedWith('waits for a step of its own');
      expect(await stored()).to.deep.equal([]);
    });

    it('does not take what was asked for before it into its savepoint', async () => {
      await database.run(tenant, async (transaction) => {
        const before = transaction.one(tenant, put(tenant, { marker: 'before' }));
        const refused = work.within(transaction).run(tenant, async ({ store }) => {
          await store('inner');
          throw refusal;
        });
        await expect(refused).to.be.rejectedWith(refusal);
        await before;
      });
      expect(await stored()).to.deep.equal(['before']);
    });

    it('refuses another tenant, and a transaction of another kind', async () => {
      class ForeignTransaction extends OpenTransaction {
        override readonly store = 'elsewhere';
        override onceKept(): void {
          // is never kept
        }
      }
      const stranger = database.run(tenant, (transaction) => work.within(transaction).run(aTenant(), async () => undefined));
      await expect(stranger).to.be.rejectedWith('another tenant');
      expect(() => work.within(new ForeignTransaction())).to.throw(TypeError, 'PostgreSQL');
    });
  });

  it('and the system’s database refuse each other’s contexts', async () => {
    const system = new SystemDatabase(poolOptions(ledger.database.system));
    const who = named('ledger.who', sql.type(z.object({ role: z.string(), setting: z.string().nullable() }))`
      select session_user::text as role, current_setting('app.tenant_id', true) as setting
    `);
    const context = SystemContext.for('this test');
    expect(await system.one(context, who)).to.deep.equal({ role: ledger.database.system.user, setting: null });
    expect(await system.execute(context, who)).to.equal(1);
    await expect(system.any(tenant as never, who)).to.be.rejectedWith(TypeError);
    await expect(database.any(context as never, who)).to.be.rejectedWith(TypeError);
    await expect(database.maybeOne({ tenantId: tenant.tenantId } as never, find('a'))).to.be.rejectedWith(TypeError);
    await system.end();
  });
});
