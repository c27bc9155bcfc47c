import { expect } from 'chai';
import { EmailTaken } from '../../../domain/identity/identity-refusals.js';
import type { User } from '../../../domain/identity/user.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aUser, noon } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

/** What every home for users promises. */
export function describeUsers(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const platform = await open();
    const add = (tenant: TenantContext, user: User) => platform.identityWork.run(tenant, ({ users }) => users.add(tenant, user));
    return { ...platform, add };
  };

  describe(`users in ${home}`, () => {
    it('gives back what was added, with nothing left to announce', async () => {
      const [{ add, users, eventsOf }, tenant] = [await opened(), aTenant()];
      const user = aUser(tenant, { name: 'Zoë \u{1f680}' });

      const stored = await add(tenant, user);

      expect(stored.state).to.deep.equal({ ...user.state, version: 1 });
      expect(stored.events).to.deep.equal([]);
      expect(await users.byEmail(tenant, user.state.email)).to.deep.equal(stored.state);
      expect(await eventsOf(tenant)).to.deep.equal([
        { type: 'identity.user-registered', occurredAt: noon.toISOString(), userId: user.state.id },
      ]);
    });

    it('announces neither the password’s hash nor the address', async () => {
      const [{ add, eventsOf }, tenant] = [await opened(), aTenant()];
      await add(tenant, aUser(tenant));
      expect(JSON.stringify(await eventsOf(tenant))).not.to.match(/hash of a password|acme/);
    });

    it('refuses an address that another user of the tenant has', async () => {
      const [{ add, users }, tenant] = [await opened(), aTenant()];
      const { state: first } = await add(tenant, aUser(tenant));
      await expect(add(tenant, aUser(tenant, { name: 'Eve' }))).to.be.rejectedWith(EmailTaken);
      expect(await users.byEmail(tenant, first.email)).to.deep.equal(first);
    });

    it('lets only one of two take the same address at once', async () => {
      const [{ add }, tenant] = [await opened(), aTenant()];
      const outcomes = await Promise.allSettled([1, 2].map(() => add(tenant, aUser(tenant))));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(EmailTaken);
    });

    it('lets a person be a user of two tenants, apart from each other', async () => {
      const [{ add, users }, one, other] = [await opened(), aTenant(), aTenant()];
      const { state: here } = await add(one, aUser(one));
      const { state: there } = await add(other, aUser(other));
      expect(await users.byEmail(one, here.email)).to.deep.equal(here);
      expect(await users.byEmail(other, here.email)).to.deep.equal(there);
    });

    it('takes no user of another tenant', async () => {
      const [{ add, users }, owner, stranger] = [await opened(), aTenant(), aTenant()];
      const theirs = aUser(owner);
      await expect(add(stranger, theirs)).to.be.rejectedWith(/another tenant/);
      for (const tenant of [owner, stranger]) expect(await users.byId(tenant, theirs.state.id)).to.equal(null);
    });

    it('keeps nothing of work that fails', async () => {
      const [{ identityWork, users: register, eventsOf }, tenant] = [await opened(), aTenant()];
      const user = aUser(tenant);
      const failing = identityWork.run(tenant, async ({ users }) => {
        await users.add(tenant, user);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await register.byEmail(tenant, user.state.email)).to.equal(null);
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });
  });
}
