import type { Principal, TenantContext } from '../../../domain/shared/tenant-context.js';

/** Who may do what, for work that begins without a request. */
export abstract class PrincipalContexts {
  /**
   * The tenant's context for somebody who asked for work earlier, with the rights that they have at this moment. The platform
   * itself has no rights here: whoever starts its work gives what that needs.
   * @returns null when the tenant is closed
   */
  abstract contextOf(tenant: TenantContext, principal: Principal): Promise<TenantContext | null>;
}
