import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { endSessionsOf } from './ending-sessions.js';
import type { IdentityScope } from './ports/identity-work.js';
import type { Revocations } from './ports/revocations.js';
import { getAsSeen, type SeenMember } from './seen-member.js';

/** Forgets a member for good. The address is free for another. */
export class RemoveMember {
  static readonly needs = 'identity:members:manage';

  constructor(
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly revocations: Revocations,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, seen: SeenMember): Promise<void> {
    const at = this.clock.now();
    const ended = await this.work.run(tenant, async ({ users, roles, allowance, ...scope }) => {
      const member = await getAsSeen(users, tenant, seen);
      const over = await endSessionsOf(seen.memberId, scope, tenant, at);
      await roles.withdraw(tenant, seen.memberId);
      if (member.isActive) await allowance.giveBackMember(tenant);
      await users.remove(tenant, member.remove(at));
      return over;
    });
    for (const id of ended) this.revocations.sessionEnded(tenant, id);
  }
}
