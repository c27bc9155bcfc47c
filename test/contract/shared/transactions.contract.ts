import { expect } from 'chai';
import { v7 } from 'uuid';
import { RoleHolder } from '../../../domain/access/role-holder.js';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

/** What whoever opens a transaction may rely on; what joins it is told by the unit of work. */
export function describeTransactions(home: string, open: OpenPlatform): void {
  describe(`opening a transaction in ${home}`, () => {
    it('answers what the step answers, also when it does nothing', async () => {
      const { transactions } = await open();
      expect(await transactions.run(aTenant(), async () => 42)).to.equal(42);
    });

    it('hands on what the step throws, and serves the next', async () => {
      const { transactions } = await open();
      const [tenant, broken] = [aTenant(), new Error('broken')];
      await expect(transactions.run(tenant, () => Promise.reject(broken))).to.be.rejected.and.eventually.equal(broken);
      expect(await transactions.run(tenant, async () => 'next')).to.equal('next');
    });

    it('carries the step out again, whole, after a conflict with others, and keeps it once', async () => {
      const { accessWork, transactions, conflict, roles, eventsOf } = await open();
      const [tenant, principalId] = [aTenant(), PrincipalId.from(v7())];
      const assigned = RoleHolder.assign({ tenantId: tenant.tenantId, principalId, roles: ['member'] }, new Date());
      let attempts = 0;

      const answer = await transactions.run(tenant, async (transaction) => {
        attempts += 1;
        const joined = accessWork.within(transaction);
        const holder = await joined.run(tenant, ({ holders }) => holders.save(tenant, assigned));
        if (attempts === 1) await conflict?.(tenant, transaction);
        await joined.run(tenant, ({ holders }) => holders.save(tenant, holder.change(['member', 'viewer'], new Date())));
        return `attempt ${attempts}`;
      });

      expect(answer).to.equal(conflict === null ? 'attempt 1' : 'attempt 2');
      expect(await roles.rolesOf(tenant, principalId)).to.deep.equal(['member', 'viewer']);
      expect(await eventsOf(tenant)).to.have.length(2);
    });

    it('serves many at once', async () => {
      const { transactions } = await open();
      const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => transactions.run(aTenant(), async () => at)));
      expect(answers).to.deep.equal(Array.from({ length: 20 }, (_, at) => at));
    });
  });

  describe(`what is to be done once a transaction is kept in ${home}`, () => {
    const lightsOut = new Error('the lights went out');

    it('is done after that, and before whoever opened it goes on', async () => {
      const { accessWork, transactions, roles } = await open();
      const [tenant, principalId] = [aTenant(), PrincipalId.from(v7())];
      const assigned = RoleHolder.assign({ tenantId: tenant.tenantId, principalId, roles: ['member'] }, new Date());
      const seen: unknown[] = [];

      await transactions.run(tenant, async (transaction) => {
        transaction.onceKept(async () => void seen.push(await roles.rolesOf(tenant, principalId)));
        await accessWork.within(transaction).run(tenant, ({ holders }) => holders.save(tenant, assigned));
        expect(seen).to.deep.equal([]);
      });

      expect(seen).to.deep.equal([['member']]);
    });

    it('is not done when the transaction is undone', async () => {
      const { transactions } = await open();
      const tenant = aTenant();
      let done = 0;

      const failing = transactions.run(tenant, async (transaction) => {
        transaction.onceKept(async () => void done++);
        throw lightsOut;
      });

      await expect(failing).to.be.rejected.and.eventually.equal(lightsOut);
      expect(done).to.equal(0);
    });

    it('is done for each step within it that was kept, and for none that was undone', async () => {
      const { bareWork, transactions } = await open();
      const tenant = aTenant();
      const done: string[] = [];

      await transactions.run(tenant, async (transaction) => {
        const step = (name: string, fails = false) =>
          bareWork.within(transaction).run(tenant, async (own) => {
            own.onceKept(async () => void done.push(name));
            if (fails) throw lightsOut;
          });
        transaction.onceKept(async () => void done.push('outer'));
        await step('first');
        await expect(step('undone', true)).to.be.rejected.and.eventually.equal(lightsOut);
        await step('second');
        expect(done).to.deep.equal([]);
      });

      expect(done).to.deep.equal(['outer', 'first', 'second']);
    });

    it('is not done for a step that was kept within one that was undone', async () => {
      const { bareWork, transactions } = await open();
      const tenant = aTenant();
      let done = 0;

      await transactions.run(tenant, async (transaction) => {
        const undone = bareWork.within(transaction).run(tenant, async (own) => {
          await bareWork.within(own).run(tenant, async (innermost) => innermost.onceKept(async () => void done++));
          throw lightsOut;
        });
        await expect(undone).to.be.rejected.and.eventually.equal(lightsOut);
      });

      expect(done).to.equal(0);
    });

    it('is done once after a conflict with others, for the attempt that was kept', async () => {
      const { transactions, conflict } = await open();
      const tenant = aTenant();
      const done: number[] = [];
      let attempts = 0;

      await transactions.run(tenant, async (transaction) => {
        const attempt = ++attempts;
        transaction.onceKept(async () => void done.push(attempt));
        if (attempt === 1) await conflict?.(tenant, transaction);
      });

      expect(done).to.deep.equal([attempts]);
    });

    it('may fail, and nothing else does', async () => {
      const { accessWork, transactions, roles } = await open();
      const [tenant, principalId] = [aTenant(), PrincipalId.from(v7())];
      const assigned = RoleHolder.assign({ tenantId: tenant.tenantId, principalId, roles: ['member'] }, new Date());
      let done = 0;

      const answer = await transactions.run(tenant, async (transaction) => {
        transaction.onceKept(() => Promise.reject(lightsOut));
        transaction.onceKept(() => {
          throw lightsOut;
        });
        transaction.onceKept(async () => void done++);
        await accessWork.within(transaction).run(tenant, ({ holders }) => holders.save(tenant, assigned));
        return 'kept';
      });

      expect(answer).to.equal('kept');
      expect(done).to.equal(1);
      expect(await roles.rolesOf(tenant, principalId)).to.deep.equal(['member']);
    });

    it('may open a transaction of its own', async () => {
      const { transactions } = await open();
      const tenant = aTenant();
      let done = false;

      await transactions.run(tenant, async (transaction) => {
        transaction.onceKept(() => transactions.run(tenant, async () => void (done = true)));
      });

      expect(done).to.equal(true);
    });

    it('cannot be asked for any more when it is over', async () => {
      const { transactions } = await open();
      const over = await transactions.run(aTenant(), async (transaction) => transaction);
      expect(() => over.onceKept(async () => undefined)).to.throw('has ended');
    });
  });
}
