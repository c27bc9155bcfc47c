import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Ageing, StoredAgeing } from './ports/ageing.js';

/** Shows what is owed over all customers, as it was computed last. */
export class ShowAgeingSummary {
  static readonly needs = 'invoicing:invoices:read';

  constructor(private readonly ageing: Ageing) {}

  execute(tenant: TenantContext): Promise<StoredAgeing> {
    return this.ageing.summary(tenant);
  }
}
