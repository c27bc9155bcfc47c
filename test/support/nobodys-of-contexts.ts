import { contexts } from '../../composition-root.js';
import { saidBy } from './said-by.js';

/** `Port.method` of all ports that contexts say are nobody's: `test/support/<context>/nobodys.ts`. */
export async function nobodysOfContexts(): Promise<readonly string[]> {
  const none: { readonly nobodys: ReadonlyMap<string, string> } = { nobodys: new Map() };
  const said = await Promise.all(contexts.map(({ name }) => saidBy(name, 'nobodys', none)));
  return said.flatMap(({ nobodys }) => [...nobodys.keys()]);
}
