import { expect } from 'chai';
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

    it('serves many at once', async () => {
      const { transactions } = await open();
      const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => transactions.run(aTenant(), async () => at)));
      expect(answers).to.deep.equal(Array.from({ length: 20 }, (_, at) => at));
    });
  });
}
