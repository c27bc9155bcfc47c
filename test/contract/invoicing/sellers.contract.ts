import { expect } from 'chai';
import { SellersFromTenancy } from '../../../adapters/invoicing/tenancy/sellers-from-tenancy.js';
import { PublishedTenantDirectory } from '../../../application/tenancy/published-tenant-directory.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';
import { add, founded } from '../tenancy/founded.js';

/** What whoever knows the seller promises. */
export function describeSellers(home: string, open: OpenPlatform): void {
  describe(`asking who sells in ${home}`, () => {
    it('tells what the tenant itself is called at present', async () => {
      const [{ tenancyWork, entries }, tenant, other] = [await open(), aTenant(), aTenant()];
      const sellers = new SellersFromTenancy(new PublishedTenantDirectory(entries));
      const { state: { name } } = await add(tenancyWork, tenant, founded(tenant));
      await add(tenancyWork, other, founded(other));
      expect(await sellers.nameOf(tenant)).to.equal(name);

      await tenancyWork.run(tenant, async ({ tenants }) => tenants.save(tenant, (await tenants.get(tenant)).rename('Łódź & Daughters', new Date(0))));
      expect(await sellers.nameOf(tenant)).to.equal('Łódź & Daughters');
      expect(await sellers.nameOf(other)).to.equal(name);
    });
  });
}
