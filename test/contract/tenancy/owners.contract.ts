import { expect } from 'chai';
import { OwnerPreparationInIdentity } from '../../../adapters/tenancy/identity/owners-in-identity.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { EmailTaken } from '../../../domain/identity/identity-refusals.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';
import { add, founded } from './founded.js';

const email = EmailAddress.from('ada@acme.example');
const owner = { name: 'Ada Lovelace', email, password: 'correct horse battery staple' };

/** What whoever registers owners promises. */
export function describeOwners(home: string, open: OpenPlatform): void {
  describe(`registering owners in ${home}`, () => {
    it('makes a user of the tenant who holds the role of an owner', async () => {
      const [{ tenancyWork, registration, users, roles }, tenant] = [await open(), aTenant()];
      const prepared = await new OwnerPreparationInIdentity(registration).prepare(owner);
      expect(prepared).to.include({ name: owner.name, email });
      expect(JSON.stringify(prepared)).not.to.include(owner.password);
      await add(tenancyWork, tenant, founded(tenant));

      const id = await tenancyWork.run(tenant, ({ owners }) => owners.register(tenant, prepared));

      expect(await users.byEmail(tenant, email)).to.include({ id, name: 'Ada Lovelace', passwordHash: prepared.passwordHash });
      expect(await roles.rolesOf(tenant, id)).to.deep.equal(['owner']);
    });

    it('leaves nothing behind when the work fails afterwards', async () => {
      const [{ tenancyWork, registration, users, eventsOf }, tenant] = [await open(), aTenant()];
      const prepared = await registration.prepare(owner);
      const failing = tenancyWork.run(tenant, async ({ tenants, owners }) => {
        await tenants.add(tenant, founded(tenant));
        await owners.register(tenant, prepared);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await users.byEmail(tenant, email)).to.equal(null);
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });

    it('refuses a second user of the same address', async () => {
      const [{ tenancyWork, registration }, tenant] = [await open(), aTenant()];
      await add(tenancyWork, tenant, founded(tenant));
      const prepared = await registration.prepare(owner);
      const register = () => tenancyWork.run(tenant, ({ owners }) => owners.register(tenant, prepared));
      await register();
      await expect(register()).to.be.rejectedWith(EmailTaken);
    });
  });
}
