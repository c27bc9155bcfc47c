import { expect } from 'chai';
import { aTenant } from '../../support/tenants.js';
import { aUser } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';

/** What whoever gives users their first role promises. */
export function describeRoles(home: string, open: OpenPlatform): void {
  describe(`giving users a first role in ${home}`, () => {
    it('is one step with registering the user', async () => {
      const [{ identityWork, roles: register }, tenant] = [await open(), aTenant()];
      const { state: { id } } = aUser(tenant);
      await identityWork.run(tenant, ({ roles }) => roles.assign(tenant, id, 'member'));
      expect(await register.rolesOf(tenant, id)).to.deep.equal(['member']);
    });

    it('is undone with registering the user', async () => {
      const [{ identityWork, users: people, roles: register }, tenant] = [await open(), aTenant()];
      const user = aUser(tenant);
      const failing = identityWork.run(tenant, async ({ users, roles }) => {
        await roles.assign(tenant, user.state.id, 'member');
        await users.add(tenant, user);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await register.rolesOf(tenant, user.state.id)).to.deep.equal([]);
      expect(await people.byId(tenant, user.state.id)).to.equal(null);
    });
  });
}
