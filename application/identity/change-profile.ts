import { MemberNotFound } from '../../domain/identity/identity-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { type Member, memberOf } from './member.js';
import type { IdentityScope } from './ports/identity-work.js';
import { getAsSeen } from './seen-member.js';

export type ChangeProfileCommand = { readonly version: number; readonly change: { readonly name?: string } };

/** Changes what callers are called, as seen in the version that is named. */
export class ChangeProfile {
  static readonly needs = signedIn;

  constructor(
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { version, change }: ChangeProfileCommand): Promise<Member> {
    const { principal } = tenant;
    if (principal.kind !== 'user') throw new MemberNotFound();
    return this.work.run(tenant, async ({ users }) => {
      const user = await getAsSeen(users, tenant, { memberId: principal.id, version });
      const renamed = user.rename(change.name ?? user.state.name, this.clock.now());
      return memberOf((renamed === user ? user : await users.save(tenant, renamed)).state);
    });
  }
}
