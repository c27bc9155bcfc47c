import { MemberNotFound } from '../../domain/identity/identity-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Member } from './member.js';
import type { UserRegister } from './ports/user-register.js';

/** Shows callers what is known of themselves. */
export class ShowProfile {
  static readonly needs = signedIn;

  constructor(private readonly register: UserRegister) {}

  async execute(tenant: TenantContext): Promise<Member> {
    const { principal } = tenant;
    const member = principal.kind === 'user' ? await this.register.member(tenant, principal.id) : null;
    if (member === null) throw new MemberNotFound();
    return member;
  }
}
