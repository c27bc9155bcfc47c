import { describeKnownResources, type Known } from '../shared/known-resources.contract.js';
import type { Home } from '../homes.js';

/** What every home for invoices promises to whoever knows only their ids. */
export function describeKnownInvoices(home: string, open: () => Promise<Home<Known>>): void {
  describeKnownResources('invoices', home, open);
}
