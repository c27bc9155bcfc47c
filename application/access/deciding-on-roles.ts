import { OWNER } from '../../domain/access/role-holder.js';
import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import { LastOwner, RightsExceeded } from '../shared/refusals.js';
import type { PermissionCatalogue } from './permission-catalogue.js';

/**
 * Nobody gives rights that they do not hold, nor takes such rights away; and who is an owner, owners alone decide.
 * @throws RightsExceeded
 */
export function assertMayDecideOn(
  roles: readonly string[],
  { permissions, principal }: TenantContext,
  owners: readonly PrincipalId[],
  catalogue: PermissionCatalogue,
): void {
  const holdsThem = catalogue.grantedBy(roles).every((permission) => permissions.has(permission));
  const isOwner = principal.kind === 'user' && owners.includes(principal.id);
  if (!holdsThem || (roles.includes(OWNER) && !isOwner)) throw new RightsExceeded();
}

/** @param owners who are active. @throws LastOwner */
export function assertOneStaysBeside(leaving: PrincipalId, owners: readonly PrincipalId[]): void {
  if (owners.length === 1 && owners[0] === leaving) throw new LastOwner();
}
