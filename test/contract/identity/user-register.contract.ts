import { expect } from 'chai';
import { v7 } from 'uuid';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';
import { aUser } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

/** What every reader of users promises. */
export function describeUserRegister(home: string, open: OpenPlatform): void {
  describe(`reading users in ${home}`, () => {
    it('finds a user of the tenant’s by address and by id, and not by another’s', async () => {
      const [{ identityWork, users: register }, tenant] = [await open(), aTenant()];
      const [ada, bob] = await identityWork.run(tenant, async ({ users }) => [
        (await users.add(tenant, aUser(tenant))).state,
        (await users.add(tenant, aUser(tenant, { name: 'Bob', email: EmailAddress.from('bob@acme.example') }))).state,
      ]);
      expect(await register.byEmail(tenant, EmailAddress.from('ADA@acme.example'))).to.deep.equal(ada);
      const id = bob?.id ?? PrincipalId.from(v7());
      const card = await register.byId(tenant, id);
      expect(card, 'without the password’s hash').to.deep.equal({ id, name: 'Bob', email: 'bob@acme.example' });
    });

    it('finds nobody in another tenant', async () => {
      const [{ identityWork, users: register }, owner, stranger] = [await open(), aTenant(), aTenant()];
      const { state } = await identityWork.run(owner, ({ users }) => users.add(owner, aUser(owner)));
      expect(await register.byEmail(stranger, state.email)).to.equal(null);
      expect(await register.byId(stranger, state.id)).to.equal(null);
    });

    it('finds nobody where there is nobody', async () => {
      const [{ users: register }, tenant] = [await open(), aTenant()];
      expect(await register.byEmail(tenant, EmailAddress.from('nobody@acme.example'))).to.equal(null);
      expect(await register.byId(tenant, PrincipalId.from(v7()))).to.equal(null);
    });
  });
}
