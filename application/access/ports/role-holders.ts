import type { RoleHolder } from '../../../domain/access/role-holder.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** Who holds which roles in a tenant, to be changed. */
export abstract class RoleHolders {
  /**
   * Who is an owner and active. Others who ask wait until this work is over, so that no two of them each take the
   * other for the one who stays.
   */
  abstract activeOwners(tenant: TenantContext): Promise<readonly PrincipalId[]>;

  /** Others who get it to change it wait until this work is over. @returns null when the tenant knows no roles of theirs. */
  abstract get(tenant: TenantContext, id: PrincipalId): Promise<RoleHolder | null>;

  /**
   * Stores the holder and its events as one. @returns it as stored.
   * @throws OutdatedVersion when it moved meanwhile, or is another tenant's.
   */
  abstract save(tenant: TenantContext, holder: RoleHolder): Promise<RoleHolder>;

  /** Forgets the holder, and stores its events. @throws OutdatedVersion when it moved meanwhile, or is another tenant's. */
  abstract remove(tenant: TenantContext, holder: RoleHolder): Promise<void>;
}
