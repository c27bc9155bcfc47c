import { MemberNotFound } from '../../domain/identity/identity-refusals.js';
import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { Member } from './member.js';
import type { UserRegister } from './ports/user-register.js';

/** Shows one member. */
export class FindMember {
  static readonly needs = 'identity:members:read';

  constructor(private readonly register: UserRegister) {}

  async execute(tenant: TenantContext, { memberId }: { readonly memberId: PrincipalId }): Promise<Member> {
    const member = await this.register.member(tenant, memberId);
    if (member === null) throw new MemberNotFound();
    return member;
  }
}
