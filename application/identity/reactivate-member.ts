import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { type Member, memberOf } from './member.js';
import type { IdentityScope } from './ports/identity-work.js';
import { getAsSeen, type SeenMember } from './seen-member.js';

/** Lets a member in again, with the roles and the password they had. */
export class ReactivateMember {
  static readonly needs = 'identity:members:manage';

  constructor(
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, seen: SeenMember): Promise<Member> {
    return this.work.run(tenant, async ({ users, roles, allowance }) => {
      const member = await getAsSeen(users, tenant, seen);
      const reactivated = member.reactivate(this.clock.now());
      if (reactivated === member) return memberOf(member.state);
      await roles.reactivate(tenant, seen.memberId);
      await allowance.takeMember(tenant);
      return memberOf((await users.save(tenant, reactivated)).state);
    });
  }
}
