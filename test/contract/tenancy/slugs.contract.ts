import { expect } from 'chai';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { SlugTaken } from '../../../domain/tenancy/tenancy-refusals.js';
import { noon } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';
import { add, founded } from './founded.js';

const system = SystemContext.for('a test of slugs');

/** What every reader of slugs promises. */
export function describeSlugs(home: string, open: OpenPlatform): void {
  describe(`slugs in ${home}`, () => {
    it('lead to their tenants', async () => {
      const [{ tenancyWork, slugs }, tenant] = [await open(), aTenant()];
      const { state } = await add(tenancyWork, tenant, founded(tenant));
      expect(await slugs.tenantOf(system, state.slug)).to.equal(tenant.tenantId);
    });

    it('lead nowhere once their tenants are closed, and are nobody else’s either', async () => {
      const [{ tenancyWork, slugs, registry }, tenant, next] = [await open(), aTenant(), aTenant()];
      const stored = await add(tenancyWork, tenant, founded(tenant));
      const { slug } = stored.state;
      await registry.save(system, stored.suspend(null, noon));
      expect(await slugs.tenantOf(system, slug)).to.equal(tenant.tenantId);

      await registry.save(system, (await registry.get(system, slug)).closeAtOnce(noon));

      expect(await slugs.tenantOf(system, slug)).to.equal(null);
      await expect(add(tenancyWork, next, founded(next, slug))).to.be.rejectedWith(SlugTaken);
    });

    it('lead nowhere when no tenant has them, whatever they are made of', async () => {
      const { slugs } = await open();
      for (const unknown of ['nobody-has-this', '', '\u{1f680}', "' or '1'='1", 'A'.repeat(10_000)]) {
        expect(await slugs.tenantOf(system, unknown)).to.equal(null);
      }
    });
  });
}
