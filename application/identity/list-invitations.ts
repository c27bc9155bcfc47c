import type { InvitationState } from '../../domain/identity/invitation.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Page } from '../shared/page.js';
import type { InvitationQuery, InvitationRegister } from './ports/invitation-register.js';

/** Lists the tenant's invitations. */
export class ListInvitations {
  static readonly needs = 'identity:invitations:manage';

  constructor(private readonly register: InvitationRegister) {}

  execute(tenant: TenantContext, query: InvitationQuery): Promise<Page<InvitationState>> {
    return this.register.list(tenant, query);
  }
}
