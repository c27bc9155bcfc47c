import { expect } from 'chai';
import { InvalidationsOnceKept } from '../../../adapters/shared/in-process/invalidations-once-kept.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { lasting } from '../../support/cached-kinds.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

/** A cache, and what it answers for the shelf of a tenant. */
function aCache() {
  const cache = new TieredCache();
  const shelf = (tenant: TenantContext) => [CacheTag.of(tenant, 'shelf')];
  const read = (tenant: TenantContext, truth: string) => cache.get(tenant, CacheKey.of(tenant, lasting, 'shelf', shelf(tenant)), async () => truth);
  return { cache, shelf, read };
}

/** What whoever changes something relies on to have the answers forgotten that are not true any more. */
export function describeInvalidations(home: string, open: OpenPlatform): void {
  describe(`invalidations in ${home}`, () => {
    it('forget once the transaction is kept, before whoever opened it goes on', async () => {
      const { transactions } = await open();
      const { cache, shelf, read } = aCache();
      const tenant = aTenant();

      await transactions.run(tenant, async (transaction) => {
        await read(tenant, 'before');
        new InvalidationsOnceKept(transaction, cache).add(tenant, shelf(tenant));
        expect(await read(tenant, 'too early')).to.equal('before');
      });

      expect(await read(tenant, 'after')).to.equal('after');
    });

    it('forget nothing when the transaction is undone', async () => {
      const { transactions } = await open();
      const { cache, shelf, read } = aCache();
      const tenant = aTenant();
      await read(tenant, 'before');

      const undone = transactions.run(tenant, async (transaction) => {
        new InvalidationsOnceKept(transaction, cache).add(tenant, shelf(tenant));
        throw new Error('the lights went out');
      });

      await expect(undone).to.be.rejectedWith('the lights went out');
      expect(await read(tenant, 'needless')).to.equal('before');
    });

    it('refuse the tag of another tenant', async () => {
      const { transactions } = await open();
      const { cache, shelf } = aCache();
      const [tenant, stranger] = [aTenant(), aTenant()];

      const refused = transactions.run(tenant, async (transaction) => new InvalidationsOnceKept(transaction, cache).add(tenant, shelf(stranger)));

      await expect(refused).to.be.rejectedWith(TypeError, 'another tenant');
    });
  });
}
