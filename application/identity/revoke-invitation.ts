import { InvitationNotFound } from '../../domain/identity/identity-refusals.js';
import type { InvitationId } from '../../domain/identity/invitation-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../shared/refusals.js';
import type { IdentityScope } from './ports/identity-work.js';

export type RevokeInvitationCommand = { readonly invitationId: InvitationId; readonly version: number };

/** Takes an invitation back: its token is void from now on. */
export class RevokeInvitation {
  static readonly needs = 'identity:invitations:manage';

  constructor(
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { invitationId, version }: RevokeInvitationCommand): Promise<void> {
    return this.work.run(tenant, async ({ invitations }) => {
      const invitation = await invitations.get(tenant, invitationId);
      if (invitation === null) throw new InvitationNotFound();
      if (invitation.state.version !== version) throw new OutdatedVersion();
      const revoked = invitation.revoke(this.clock.now());
      if (revoked !== invitation) await invitations.save(tenant, revoked);
    });
  }
}
