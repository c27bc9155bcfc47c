import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { BuiltInRole } from '../../shared/permission.js';

/** Assigns a user a first role, in the transaction that registers the user. */
export abstract class Roles {
  abstract assign(tenant: TenantContext, user: PrincipalId, role: BuiltInRole): Promise<void>;
}
