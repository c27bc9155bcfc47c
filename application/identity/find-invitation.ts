import { InvitationNotFound } from '../../domain/identity/identity-refusals.js';
import type { InvitationState } from '../../domain/identity/invitation.js';
import type { InvitationId } from '../../domain/identity/invitation-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { InvitationRegister } from './ports/invitation-register.js';

/** Shows one invitation. */
export class FindInvitation {
  static readonly needs = 'identity:invitations:manage';

  constructor(private readonly register: InvitationRegister) {}

  async execute(tenant: TenantContext, { invitationId }: { readonly invitationId: InvitationId }): Promise<InvitationState> {
    const invitation = await this.register.find(tenant, invitationId);
    if (invitation === null) throw new InvitationNotFound();
    return invitation;
  }
}
