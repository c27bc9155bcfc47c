import { InvitationVoid } from '../../domain/identity/identity-refusals.js';
import { Invitation } from '../../domain/identity/invitation.js';
import { InvitationToken } from '../../domain/identity/invitation-token.js';
import { Session } from '../../domain/identity/session.js';
import { User } from '../../domain/identity/user.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { PrincipalId, SessionId, TenantContext } from '../../domain/shared/tenant-context.js';
import { anyone } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import { type Credentials, credentialsOf } from './credentials.js';
import type { AccessTokens } from './ports/access-tokens.js';
import type { IdentityWork } from './ports/identity-work.js';
import type { InvitationRegister } from './ports/invitation-register.js';
import type { PasswordHasher } from './ports/password-hasher.js';
import type { RefreshSecrets } from './ports/refresh-secrets.js';
import type { Secrets } from './ports/secrets.js';
import type { Standings } from './ports/standings.js';

export type AcceptInvitationCommand = { readonly token: string; readonly name: string; readonly password: string };

/**
 * Makes whoever shows an invitation's token a user of its tenant, and signs them in. It gives what its inviter may still
 * give. Of two who show it at once, one succeeds.
 */
export class AcceptInvitation {
  static readonly needs = anyone;

  constructor(
    private readonly register: InvitationRegister,
    private readonly standings: Standings,
    private readonly work: IdentityWork,
    private readonly passwords: PasswordHasher,
    private readonly secrets: Secrets,
    private readonly refreshSecrets: RefreshSecrets,
    private readonly tokens: AccessTokens,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(_system: SystemContext, { token, name, password }: AcceptInvitationCommand): Promise<Credentials> {
    const { tenantId, invitationId, secret: shown } = InvitationToken.read(token);
    const tenant = TenantContext.visitor(tenantId);
    const shownHash = this.secrets.hash(shown);
    const at = this.clock.now();
    const [seen, standing] = await Promise.all([this.register.find(tenant, invitationId), this.standings.of(tenant)]);
    if (seen === null || standing !== 'active') throw new InvitationVoid();
    Invitation.restore(seen).accept(shownHash, at); // so that a token that is void does not cost a password's hash
    const passwordHash = await this.passwords.hash(password);
    const [userId, sessionId] = [PrincipalId.from(this.ids.next()), SessionId.from(this.ids.next())];
    const seed = this.secrets.generate();

    const { state } = await this.work.run(tenant, async ({ users, sessions, invitations, roles, allowance }) => {
      const invitation = await invitations.get(tenant, invitationId);
      if (invitation === null) throw new InvitationVoid();
      const { email, role, invitedBy } = invitation.state;
      await invitations.save(tenant, invitation.accept(shownHash, at));
      if (!(await roles.mayStillGive(tenant, invitedBy, role))) throw new InvitationVoid();
      await allowance.takeMember(tenant);
      await users.add(tenant, User.register({ id: userId, tenantId, email, name, passwordHash, createdAt: at }));
      await roles.assign(tenant, userId, role);
      return sessions.save(tenant, Session.start({ id: sessionId, tenantId, userId, device: null, seed }, at));
    });
    return credentialsOf(state, this.refreshSecrets, this.tokens);
  }
}
