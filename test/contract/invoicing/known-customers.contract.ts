import { describeKnownResources, type Known } from '../shared/known-resources.contract.js';
import type { Home } from '../homes.js';

/** What every home for customers promises to whoever knows only their ids. */
export function describeKnownCustomers(home: string, open: () => Promise<Home<Known>>): void {
  describeKnownResources('customers', home, open);
}
