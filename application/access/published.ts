import { type Permission, PrincipalId, type TenantContext } from '../../domain/shared/tenant-context.js';
import { type PublicEvent, publishedEvent } from '../shared/job-handling.js';
import { idOf, texts } from '../shared/json-members.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';

const holder = { principalId: idOf(PrincipalId), roles: texts };
const needs = 'access:roles:read';

export const rolesChanged = publishedEvent('access.roles-changed', holder, { needs, means: 'Somebody holds these roles in place of others' });
export const rolesSuspended = publishedEvent('access.roles-suspended', holder, { needs, means: 'Somebody has no rights by their roles any more' });
export const rolesResumed = publishedEvent('access.roles-resumed', holder, { needs, means: 'Somebody has rights by their roles again' });
export const rolesWithdrawn = publishedEvent('access.roles-withdrawn', holder, { needs, means: 'Somebody holds no roles any more' });

/** What a tenant's people may see of who may do what. */
export const accessEvents: readonly PublicEvent[] = [
  publishedEvent('access.roles-assigned', holder, { needs, means: 'Somebody new holds these roles' }),
  rolesChanged,
  rolesSuspended,
  rolesResumed,
  rolesWithdrawn,
];

/** What somebody may do in a tenant, and by which roles. */
export type Rights = { readonly roles: readonly string[]; readonly permissions: readonly Permission[] };

/** What other contexts may ask of access. */
export abstract class RightsDirectory {
  /** Someone the tenant does not know has no roles and no permissions. */
  abstract rightsOf(tenant: TenantContext, principalId: PrincipalId): Promise<Rights>;
}

/** A role that somebody gives, by the permission to do so. */
export type Grant = { readonly role: string; readonly by: PrincipalId; readonly needs: Permission };

/** Keeps the roles of those whom another context registers, as a part of what that context does. */
export abstract class RoleAssigner {
  /** A first role, for somebody new. */
  abstract assign(tenant: TenantContext, principalId: PrincipalId, role: string, transaction: OpenTransaction): Promise<void>;

  /** Takes the rights away and keeps the roles. @throws LastOwner, RightsExceeded when the caller does not hold those rights. */
  abstract deactivate(tenant: TenantContext, principalId: PrincipalId, transaction: OpenTransaction): Promise<void>;

  /** Gives the rights back. @throws RightsExceeded when the caller does not hold them. */
  abstract reactivate(tenant: TenantContext, principalId: PrincipalId, transaction: OpenTransaction): Promise<void>;

  /** Takes the roles away for good. @throws LastOwner, RightsExceeded when the caller does not hold their rights. */
  abstract withdraw(tenant: TenantContext, principalId: PrincipalId, transaction: OpenTransaction): Promise<void>;

  /** To be asked before the caller promises somebody a role. @throws RightsExceeded when the caller does not hold its rights. */
  abstract assertMayGive(tenant: TenantContext, role: string, transaction: OpenTransaction): Promise<void>;

  /** Whether somebody who has promised a role may still give it: whoever changes their rights waits until this transaction is over. */
  abstract mayStillGive(tenant: TenantContext, grant: Grant, transaction: OpenTransaction): Promise<boolean>;
}
