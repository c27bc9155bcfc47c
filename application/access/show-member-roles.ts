import { HolderNotFound } from '../../domain/access/access-refusals.js';
import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import { type HolderRoles, rolesShownOf } from './holder-roles.js';
import type { RoleRegister } from './ports/role-register.js';

/** Shows which roles a member holds. */
export class ShowMemberRoles {
  static readonly needs = 'access:roles:read';

  constructor(private readonly register: RoleRegister) {}

  async execute(tenant: TenantContext, { memberId }: { readonly memberId: PrincipalId }): Promise<HolderRoles> {
    const state = await this.register.find(tenant, memberId);
    if (state === null) throw new HolderNotFound();
    return rolesShownOf(state);
  }
}
