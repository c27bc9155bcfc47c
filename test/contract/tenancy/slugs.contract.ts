import { expect } from 'chai';
import { SystemContext } from '../../../domain/shared/system-context.js';
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

    it('lead nowhere when no tenant has them, whatever they are made of', async () => {
      const { slugs } = await open();
      for (const unknown of ['nobody-has-this', '', '\u{1f680}', "' or '1'='1", 'A'.repeat(10_000)]) {
        expect(await slugs.tenantOf(system, unknown)).to.equal(null);
      }
    });
  });
}
