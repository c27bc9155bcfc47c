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
}
