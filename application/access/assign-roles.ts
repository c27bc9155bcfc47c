import { HolderNotFound } from '../../domain/access/access-refusals.js';
import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { BuiltInRole } from '../shared/permission.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../shared/refusals.js';
import { assertMayDecideOn, assertOneStaysBeside } from './deciding-on-roles.js';
import { type HolderRoles, rolesShownOf } from './holder-roles.js';
import type { PermissionCatalogue } from './permission-catalogue.js';
import type { AccessScope } from './ports/access-work.js';
import { rightsTags } from './rights-tags.js';

export type AssignRolesCommand = { readonly memberId: PrincipalId; readonly version: number; readonly roles: readonly BuiltInRole[] };

/** Gives a member these roles in place of those held before. The last owner who is active stays one. */
export class AssignRoles {
  static readonly needs = 'access:roles:assign';

  constructor(
    private readonly work: UnitOfWork<AccessScope>,
    private readonly catalogue: PermissionCatalogue,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { memberId, version, roles }: AssignRolesCommand): Promise<HolderRoles> {
    return this.work.run(tenant, async ({ holders, invalidations }) => {
      const owners = await holders.activeOwners(tenant);
      const holder = await holders.get(tenant, memberId);
      if (holder === null) throw new HolderNotFound();
      if (holder.state.version !== version) throw new OutdatedVersion();
      const changed = holder.change(roles, this.clock.now());
      if (changed === holder) return rolesShownOf(holder.state);
      assertMayDecideOn(differing(holder.state.roles, roles), tenant, owners, this.catalogue);
      if (!changed.isActiveOwner) assertOneStaysBeside(memberId, owners);
      invalidations.add(tenant, rightsTags(tenant, memberId));
      return rolesShownOf((await holders.save(tenant, changed)).state);
    });
  }
}

/** Those that are given and those that are taken away. */
const differing = (before: readonly string[], after: readonly string[]): readonly string[] => [
  ...after.filter((role) => !before.includes(role)),
  ...before.filter((role) => !after.includes(role)),
];
