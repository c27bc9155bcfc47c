import { expect } from 'chai';
import type { Meter } from '../../../application/tenancy/published.js';
import { limitsOf } from '../../../domain/tenancy/plan.js';
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

    it('tells what is used in a month', async () => {
      const [{ tenancyWork, usageWork, profile }, tenant, other] = [await open(), aTenant(), aTenant()];
      await add(tenancyWork, tenant, founded(tenant));
      await add(tenancyWork, other, founded(other));
      const take = (meter: Meter, period: string) => usageWork.run(tenant, ({ usage }) => usage.take(tenant, { meter, period }, limitsOf(meter)));
      for (const [meter, period] of [['members', ''], ['members', ''], ['invoicesPerMonth', '2026-03']] as const) await take(meter, period);

      expect(await profile.usage(tenant, '2026-03')).to.deep.equal({ members: 2, customers: 0, invoicesPerMonth: 1 });
      expect(await profile.usage(tenant, '2026-04')).to.deep.equal({ members: 2, customers: 0, invoicesPerMonth: 0 });
      expect(await profile.usage(other, '2026-03')).to.deep.equal({ members: 0, customers: 0, invoicesPerMonth: 0 });
    });

    it('tells how the tenant stands: closed, when nobody knows it', async () => {
      const [{ tenancyWork, profile }, tenant] = [await open(), aTenant()];
      await add(tenancyWork, tenant, founded(tenant));
      expect(await profile.status(tenant)).to.equal('active');
      expect(await profile.status(aTenant())).to.equal('closed');
    });
  });
}
