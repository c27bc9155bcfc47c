import { expect } from 'chai';
import { InMemoryStore, shelfName } from '../../../adapters/shared/memory/in-memory-store.js';
import { aTenant } from '../../support/tenants.js';

describe('a transaction in memory', () => {
  const own = shelfName<string>('library.book');
  const common = shelfName<string>('library.isbn');
  const tenant = aTenant();

  it('lends neither the tenant’s shelf nor the common one once it has ended', async () => {
    const over = await new InMemoryStore().run(tenant, async (transaction) => transaction);

    expect(() => over.shelf(tenant, own)).to.throw('has ended');
    expect(() => over.commons(common)).to.throw('has ended');
  });

  it('lends neither while a step within it goes on', async () => {
    await new InMemoryStore().run(tenant, (transaction) =>
      transaction.nest(tenant, async () => {
        expect(() => transaction.shelf(tenant, own)).to.throw('waits for a step of its own');
        expect(() => transaction.commons(common)).to.throw('waits for a step of its own');
      }),
    );
  });
});
