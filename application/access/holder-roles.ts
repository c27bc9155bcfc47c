import type { RoleHolderState } from '../../domain/access/role-holder.js';
import type { PrincipalId } from '../../domain/shared/tenant-context.js';

/** The roles of a member, as they are shown. */
export type HolderRoles = {
  readonly memberId: PrincipalId;
  readonly roles: readonly string[];
  readonly active: boolean;
  readonly version: number;
};

export const rolesShownOf = ({ principalId: memberId, roles, active, version }: RoleHolderState): HolderRoles => ({ memberId, roles, active, version });
