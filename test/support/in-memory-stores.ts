import { ContainerModule } from 'inversify';
import { InMemoryStore } from '../../adapters/shared/memory/in-memory-store.js';
import { Transactions } from '../../application/shared/ports/transactions.js';
import { contexts } from '../../composition-root.js';

const store = new ContainerModule(({ bind }) => {
  bind(InMemoryStore).toResolvedValue(() => new InMemoryStore());
  bind(Transactions).toService(InMemoryStore);
});

/** What each context keeps its ports in when there is no database: `test/support/<context>/in-memory-stores.ts`. */
export async function inMemoryStores(): Promise<readonly ContainerModule[]> {
  const ofContexts = contexts.map(async ({ name }) => {
    const { stores } = (await import(`./${name}/in-memory-stores.js`)) as { readonly stores: ContainerModule };
    return stores;
  });
  return [store, ...(await Promise.all(ofContexts))];
}
