import type { Permission, PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { BuiltInRole } from '../shared/permission.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';

/** What somebody may do in a tenant, and by which roles. */
export type Rights = { readonly roles: readonly string[]; readonly permissions: readonly Permission[] };

/** What other contexts may ask of access. */
export abstract class RightsDirectory {
  /** Nobody known has no rights. */
  abstract rightsOf(tenant: TenantContext, principalId: PrincipalId): Promise<Rights>;
}

/** Gives a first role to somebody whom another context registers, as a part of that registration. */
export abstract class Appointments {
  abstract appoint(tenant: TenantContext, principalId: PrincipalId, role: BuiltInRole, transaction: OpenTransaction): Promise<void>;
}
