import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** How much a tenant may ask. */
export abstract class RateLimits {
  /** Counts what a request costs, in units. @throws RateExceeded when that is more than is left; it is counted all the same */
  abstract count(tenant: TenantContext, units: number): Promise<void>;
}
