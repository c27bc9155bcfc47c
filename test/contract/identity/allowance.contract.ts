import { expect } from 'chai';
import { PlanLimitReached } from '../../../application/shared/refusals.js';
import { planLimits } from '../../../domain/tenancy/plan.js';
import { aTenant } from '../../support/tenants.js';
import { aUser } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';
import { add, aSlug, founded } from '../tenancy/founded.js';

const most = planLimits.free.members ?? 0;

/** What whoever counts members promises. */
export function describeAllowance(home: string, open: OpenPlatform): void {
  describe(`counting members in ${home}`, () => {
    const opened = async () => {
      const [platform, tenant] = [await open(), aTenant()];
      await add(platform.tenancyWork, tenant, founded(tenant, aSlug(), 'free'));
      const take = () => platform.identityWork.run(tenant, ({ allowance }) => allowance.takeMember(tenant));
      const giveBack = () => platform.identityWork.run(tenant, ({ allowance }) => allowance.giveBackMember(tenant));
      const used = async () => (await platform.profile.usage(tenant, '2026-03')).members;
      return { ...platform, tenant, take, giveBack, used };
    };

    it('is one step with registering the user, and undone with it', async () => {
      const { identityWork, tenant, used } = await opened();
      await identityWork.run(tenant, async ({ users, allowance }) => {
        await users.add(tenant, aUser(tenant));
        await allowance.takeMember(tenant);
      });
      const failing = identityWork.run(tenant, async ({ allowance }) => {
        await allowance.takeMember(tenant);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await used()).to.equal(1);
    });

    it('refuses more than the plan includes, until one is given back', async () => {
      const { take, giveBack, used } = await opened();
      for (let count = 0; count < most; count++) await take();
      await expect(take()).to.be.rejectedWith(PlanLimitReached);
      expect(await used()).to.equal(most);
      await giveBack();
      await take();
    });

    it('lets only as many of those who come at once in as there are places', async () => {
      const { take, used } = await opened();
      const outcomes = await Promise.allSettled(Array.from({ length: most + 3 }, () => take()));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(most);
      for (const it of outcomes) if (it.status === 'rejected') expect(it.reason).to.be.instanceOf(PlanLimitReached);
      expect(await used()).to.equal(most);
    });
  });

  describe(`registering users in ${home}`, () => {
    it('takes a place each, and refuses whoever comes when there is none, of whom nothing is kept', async () => {
      const [{ tenancyWork, transactions, registration, users, profile }, tenant] = [await open(), aTenant()];
      await add(tenancyWork, tenant, founded(tenant, aSlug(), 'free'));
      const register = async (name: string) => {
        const person = await registration.prepare({ name, email: `${name}@acme.example` as never, password: 'a long password' });
        return transactions.run(tenant, (transaction) => registration.register(tenant, person, 'member', transaction));
      };
      for (let count = 0; count < most; count++) await register(`person-${count}`);

      await expect(register('late')).to.be.rejectedWith(PlanLimitReached);
      await expect(register('person-0')).to.be.rejected;

      expect(await users.byEmail(tenant, 'late@acme.example' as never)).to.equal(null);
      expect((await profile.usage(tenant, '2026-03')).members).to.equal(most);
    });
  });
}
