import { expect } from 'chai';
import { PlanLimitReached } from '../../../application/shared/refusals.js';
import type { Counter } from '../../../application/tenancy/ports/usage.js';
import { limitsOf, type Plan } from '../../../domain/tenancy/plan.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';
import { add, aSlug, founded } from './founded.js';

const customers: Counter = { meter: 'customers', period: '' };
const limits = { free: 1, team: 3, enterprise: null };
const month = '2026-03';

/** What whoever counts what a plan limits promises. */
export function describeUsage(home: string, open: OpenPlatform): void {
  describe(`counting what a plan limits in ${home}`, () => {
    const opened = async (plan: Plan = 'team') => {
      const [platform, tenant] = [await open(), aTenant()];
      await add(platform.tenancyWork, tenant, founded(tenant, aSlug(), plan));
      const take = (counter = customers) => platform.usageWork.run(tenant, ({ usage }) => usage.take(tenant, counter, limits));
      const giveBack = (counter = customers) => platform.usageWork.run(tenant, ({ usage }) => usage.giveBack(tenant, counter));
      const used = (of = month) => platform.profile.usage(tenant, of);
      return { ...platform, tenant, take, giveBack, used };
    };
    it('takes one after another, as many as the plan includes, and no more', async () => {
      const { take, used } = await opened();
      const answers = [await take(), await take(), await take(), await take(), await take()];
      expect(answers).to.deep.equal([...[1, 2, 3].map(() => ({ plan: 'team', taken: true })), ...[4, 5].map(() => ({ plan: 'team', taken: false }))]);
      expect(await used()).to.deep.equal({ members: 0, customers: 3, invoicesPerMonth: 0 });
    });

    it('takes none where the plan includes none', async () => {
      const { usageWork, tenant, used } = await opened();
      const answer = await usageWork.run(tenant, ({ usage }) => usage.take(tenant, customers, { ...limits, team: 0 }));
      expect(answer).to.deep.equal({ plan: 'team', taken: false });
      expect(await used()).to.include({ customers: 0 });
    });

    it('counts without a limit, too', async () => {
      const { take, used } = await opened('enterprise');
      for (let count = 0; count < 5; count++) expect(await take()).to.deep.equal({ plan: 'enterprise', taken: true });
      expect(await used()).to.include({ customers: 5 });
    });

    it('lets only one of those who take the last at once have it', async () => {
      const { take, used } = await opened();
      await take();
      await take();
      const answers = await Promise.all(Array.from({ length: 6 }, () => take()));
      expect(answers.filter(({ taken }) => taken)).to.have.length(1);
      expect(await used()).to.include({ customers: 3 });
    });

    it('lets as many have the first at once as the plan includes', async () => {
      const { take, used } = await opened();
      const answers = await Promise.all(Array.from({ length: 6 }, () => take()));
      expect(answers.filter(({ taken }) => taken)).to.have.length(3);
      expect(await used()).to.include({ customers: 3 });
    });

    it('gives what is given back to the next, and never has less than none', async () => {
      const { take, giveBack, used } = await opened('free');
      await giveBack();
      expect(await take()).to.include({ taken: true });
      expect(await take()).to.include({ taken: false });
      await giveBack();
      await giveBack();
      expect(await used()).to.include({ customers: 0 });
      expect(await take()).to.include({ taken: true });
      expect(await take()).to.include({ taken: false });
    });

    it('counts nothing of work that fails', async () => {
      const { usageWork, tenant, take } = await opened('free');
      const failing = usageWork.run(tenant, async ({ usage }) => {
        await usage.take(tenant, customers, limits);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await take()).to.include({ taken: true });
    });

    it('counts each month and each thing by itself', async () => {
      const { take, used } = await opened('free');
      const issuedIn = (period: string) => take({ meter: 'invoicesPerMonth', period });
      expect(await issuedIn(month)).to.include({ taken: true });
      expect(await issuedIn(month)).to.include({ taken: false });
      expect(await issuedIn('2026-04')).to.include({ taken: true });
      expect(await take()).to.include({ taken: true });
      expect(await used()).to.deep.equal({ members: 0, customers: 1, invoicesPerMonth: 1 });
      expect(await used('2026-05')).to.deep.equal({ members: 0, customers: 1, invoicesPerMonth: 0 });
    });

    it('counts for each tenant by itself', async () => {
      const [one, other] = [await opened('free'), await opened('free')];
      expect(await one.take()).to.include({ taken: true });
      expect(await other.used()).to.include({ customers: 0 });
      await other.giveBack();
      expect(await one.take()).to.include({ taken: false });
      expect(await other.take()).to.include({ taken: true });
    });

    it('fails for a tenant that does not exist: nobody should have its context', async () => {
      const [{ usageWork }, nobody] = [await open(), aTenant()];
      await expect(usageWork.run(nobody, ({ usage }) => usage.take(nobody, customers, limits))).to.be.rejected;
    });
  });

  describe(`a plan’s allowances in ${home}`, () => {
    it('are taken within the transaction of whoever asks, and refused in a sentence that says what the plan includes', async () => {
      const [{ tenancyWork, transactions, allowances, profile }, tenant] = [await open(), aTenant()];
      await add(tenancyWork, tenant, founded(tenant, aSlug(), 'free'));
      const most = limitsOf('members').free ?? 0;
      for (let count = 0; count < most; count++) {
        await transactions.run(tenant, (transaction) => allowances.take(tenant, 'members', transaction));
      }

      const refused = transactions.run(tenant, (transaction) => allowances.take(tenant, 'members', transaction));
      await expect(refused).to.be.rejectedWith(PlanLimitReached, `The plan free includes ${most} members.`);

      const failing = transactions.run(tenant, async (transaction) => {
        await allowances.giveBack(tenant, 'members', transaction);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await profile.usage(tenant, month)).to.include({ members: most });

      await transactions.run(tenant, (transaction) => allowances.giveBack(tenant, 'members', transaction));
      await transactions.run(tenant, (transaction) => allowances.take(tenant, 'members', transaction));
      expect(await profile.usage(tenant, month)).to.include({ members: most });
    });

    it('for invoices are those of this calendar month', async () => {
      const [{ tenancyWork, transactions, allowances, profile }, tenant] = [await open(), aTenant()];
      await add(tenancyWork, tenant, founded(tenant));
      await transactions.run(tenant, async (transaction) => {
        await allowances.take(tenant, 'invoicesPerMonth', transaction);
        await allowances.take(tenant, 'invoicesPerMonth', transaction);
        await allowances.giveBack(tenant, 'invoicesPerMonth', transaction);
      });
      expect(await profile.usage(tenant, '2026-03')).to.deep.equal({ members: 0, customers: 0, invoicesPerMonth: 1 });
      expect(await profile.usage(tenant, '2026-02')).to.include({ invoicesPerMonth: 0 });
    });
  });
}
