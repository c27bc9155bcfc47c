import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Page } from '../shared/page.js';
import type { Member } from './member.js';
import type { MemberQuery, UserRegister } from './ports/user-register.js';

/** Lists the tenant's members. */
export class ListMembers {
  static readonly needs = 'identity:members:read';

  constructor(private readonly register: UserRegister) {}

  execute(tenant: TenantContext, query: MemberQuery): Promise<Page<Member>> {
    return this.register.list(tenant, query);
  }
}
