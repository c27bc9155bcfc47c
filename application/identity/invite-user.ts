import { EmailTaken } from '../../domain/identity/identity-refusals.js';
import { Invitation, type InvitationState } from '../../domain/identity/invitation.js';
import { InvitationId } from '../../domain/identity/invitation-id.js';
import { InvitationToken } from '../../domain/identity/invitation-token.js';
import type { EmailAddress } from '../../domain/shared/email-address.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { BuiltInRole } from '../shared/permission.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { SignInRequired } from '../shared/refusals.js';
import type { IdentityScope } from './ports/identity-work.js';
import type { InvitationTerms } from './ports/invitation-terms.js';
import type { Secrets } from './ports/secrets.js';

export type InviteUserCommand = { readonly email: EmailAddress; readonly role: BuiltInRole };
export type IssuedInvitation = { readonly invitation: InvitationState; readonly token: string };

/** Invites somebody to become a user with this role. An invitation of the same address that is pending is revoked by it. */
export class InviteUser {
  static readonly needs = 'identity:invitations:manage';

  constructor(
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly secrets: Secrets,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly terms: InvitationTerms,
  ) {}

  async execute(tenant: TenantContext, { email, role }: InviteUserCommand): Promise<IssuedInvitation> {
    const { tenantId, principal } = tenant;
    if (principal.kind !== 'user') throw new SignInRequired();
    const [id, secret, at] = [InvitationId.from(this.ids.next()), this.secrets.generate(), this.clock.now()];
    const secretHash = this.secrets.hash(secret);
    const invitation = Invitation.invite({ id, tenantId, email, role, invitedBy: principal.id, secretHash }, at, await this.terms.days(tenant));
    const { state } = await this.work.run(tenant, async ({ users, invitations, roles }) => {
      // before the owners are locked, as whoever accepts it does: so that no two wait for each other
      const earlier = await invitations.pendingOf(tenant, email);
      if (await users.hasEmail(tenant, email)) throw new EmailTaken();
      await roles.assertMayGive(tenant, role);
      if (earlier !== null) await invitations.save(tenant, earlier.revoke(at));
      return invitations.save(tenant, invitation);
    });
    return { invitation: state, token: InvitationToken.write({ tenantId, invitationId: id, secret }) };
  }
}
