import { AgeingNotComputed } from '../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Cache } from '../shared/ports/cache.js';
import type { Ageing, StoredAgeing } from './ports/ageing.js';
import { ageingKey } from './remembered-ageing.js';

/** Shows what is owed over all customers, as it was computed last. */
export class ShowAgeingSummary {
  static readonly needs = 'invoicing:invoices:read';

  constructor(
    private readonly ageing: Ageing,
    private readonly cache: Cache,
  ) {}

  async execute(tenant: TenantContext): Promise<StoredAgeing> {
    const summary = await this.cache.get(tenant, ageingKey(tenant), () => this.ageing.summary(tenant));
    if (summary === null) throw new AgeingNotComputed();
    return summary;
  }
}
