import type { TenantContext } from '../../domain/shared/tenant-context.js';

/** Fills tenants with data to try the product on: what a context offers to `npm run seed`. */
export abstract class Seeder {
  /**
   * Fills the tenant up to so many of what the context counts. What an earlier run has made is not made again, and what
   * people have added is neither counted nor touched. `made` hears of each step, with how many were made in it.
   */
  abstract seed(tenant: TenantContext, wanted: number, made: (count: number) => void): Promise<void>;
}
