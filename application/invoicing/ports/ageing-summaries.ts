import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { AgeingSummary } from './ageing.js';

/** The summary of what is owed to a tenant, to be replaced. Each tenant has one at most. */
export abstract class AgeingSummaries {
  /** Takes the place of what is kept, unless that tells of a later moment. */
  abstract put(tenant: TenantContext, summary: AgeingSummary): Promise<void>;

  /**
   * Something has changed at this moment: whatever tells of this moment or one before it is outdated, also what is put later.
   * Told twice, or in another order, it comes to the same.
   */
  abstract outdate(tenant: TenantContext, changedAt: Date): Promise<void>;
}
