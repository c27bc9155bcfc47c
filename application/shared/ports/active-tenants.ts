import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantId } from '../../../domain/shared/tenant-context.js';
import type { OpenTransaction } from './transactions.js';

/**
 * The tenants for whom the platform works without being asked. In one that is suspended, closing or closed nothing may be
 * changed: work asked for there would only pile up, and all be done at once when the tenant is back. The platform's own tenant is not among them.
 */
export abstract class ActiveTenants {
  /** The next of them in the order of their ids, after one of them or from the first; as the transaction sees them. */
  abstract page(system: SystemContext, after: TenantId | null, limit: number, transaction: OpenTransaction): Promise<readonly TenantId[]>;
}
