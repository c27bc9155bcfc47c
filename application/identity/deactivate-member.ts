import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { endSessionsOf } from './ending-sessions.js';
import { type Member, memberOf } from './member.js';
import type { IdentityScope } from './ports/identity-work.js';
import type { Revocations } from './ports/revocations.js';
import { getAsSeen, type SeenMember } from './seen-member.js';

/** Shuts a member out: no rights, no session, no way in. What they have made stays, and so does the address. */
export class DeactivateMember {
  static readonly needs = 'identity:members:manage';

  constructor(
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly revocations: Revocations,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, seen: SeenMember): Promise<Member> {
    const at = this.clock.now();
    const { state, ended } = await this.work.run(tenant, async ({ users, roles, allowance, ...scope }) => {
      const member = await getAsSeen(users, tenant, seen);
      const deactivated = member.deactivate(at);
      if (deactivated === member) return { state: member.state, ended: [] };
      const over = await endSessionsOf(seen.memberId, scope, tenant, at);
      await roles.deactivate(tenant, seen.memberId);
      await allowance.giveBackMember(tenant);
      return { state: (await users.save(tenant, deactivated)).state, ended: over };
    });
    for (const id of ended) this.revocations.sessionEnded(tenant, id);
    return memberOf(state);
  }
}
