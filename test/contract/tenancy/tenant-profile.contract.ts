import { expect } from 'chai';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';
import { add, founded } from './founded.js';

/** What every reader of a tenant’s profile promises. */
export function describeTenantProfile(home: string, open: OpenPlatform): void {
  describe(`a tenant’s profile in ${home}`, () => {
    it('is read by the tenant itself, and is nobody else’s', async () => {
      const [{ tenancyWork, profile }, one, other] = [await open(), aTenant(), aTenant()];
      const { state: first } = await add(tenancyWork, one, founded(one));
      const { state: second } = await add(tenancyWork, other, founded(other));
      expect(await profile.read(one)).to.deep.equal(first);
      expect(await profile.read(other)).to.deep.equal(second);
    });

    it('fails for a tenant that does not exist: nobody should have its context', async () => {
      const { profile } = await open();
      await expect(profile.read(aTenant())).to.be.rejected;
    });
  });
}
