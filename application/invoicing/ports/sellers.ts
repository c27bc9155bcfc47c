import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Who asks for the money. */
export abstract class Sellers {
  /** What the tenant is called at present. */
  abstract nameOf(tenant: TenantContext): Promise<string>;
}
