import type { EmailAddress } from '../../domain/shared/email-address.js';
import { SignInRefused } from '../../domain/identity/identity-refusals.js';
import { Session } from '../../domain/identity/session.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { platformTenantId, SessionId, TenantContext } from '../../domain/shared/tenant-context.js';
import { anyone } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import { type Credentials, credentialsOf } from './credentials.js';
import type { PacedAttempts } from './paced-attempts.js';
import type { AccessTokens } from './ports/access-tokens.js';
import type { IdentityWork } from './ports/identity-work.js';
import type { PasswordHasher } from './ports/password-hasher.js';
import type { RefreshSecrets } from './ports/refresh-secrets.js';
import type { Secrets } from './ports/secrets.js';
import type { TenantSlugs } from './ports/tenant-slugs.js';
import type { UserRegister } from './ports/user-register.js';

export type SignInCommand = {
  readonly tenant: string;
  readonly email: EmailAddress;
  readonly password: string;
  readonly callerAddress: string;
  /** What the person calls the device they sign in with. */
  readonly device?: string | null;
};

/**
 * Starts a session. An unknown tenant, an unknown user, one who is deactivated and a wrong password take the same steps
 * and so the same time: where there is no tenant, the platform's is asked, which has no users. Failures are counted for
 * what was said, be there such an account or not.
 */
export class SignIn {
  static readonly needs = anyone;

  constructor(
    private readonly slugs: TenantSlugs,
    private readonly users: UserRegister,
    private readonly work: IdentityWork,
    private readonly passwords: PasswordHasher,
    private readonly attempts: PacedAttempts,
    private readonly secrets: Secrets,
    private readonly refreshSecrets: RefreshSecrets,
    private readonly tokens: AccessTokens,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(system: SystemContext, { tenant: slug, email, password, callerAddress, device = null }: SignInCommand): Promise<Credentials> {
    const tenant = TenantContext.visitor((await this.slugs.tenantOf(system, slug)) ?? platformTenantId);
    const user = await this.attempts.make(tenant, { account: `${slug} ${email}`, callerAddress }, async () => {
      const found = await this.users.byEmail(tenant, email);
      const matches = await this.passwords.verify(found?.passwordHash ?? null, password);
      return matches && found?.status === 'active' ? found : null;
    });
    if (user === null) throw new SignInRefused();

    const id = SessionId.from(this.ids.next());
    const { tenantId } = tenant;
    const session = Session.start({ id, tenantId, userId: user.id, device, seed: this.secrets.generate() }, this.clock.now());
    const { state } = await this.work.run(tenant, async ({ users, sessions }) => {
      // whoever is deactivated, or whose password is changed, at this moment is seen so here, or finds this session ended there
      const current = await users.get(tenant, user.id);
      if (current?.isActive !== true || current.state.passwordHash !== user.passwordHash) throw new SignInRefused();
      return sessions.save(tenant, session);
    });
    return credentialsOf(state, this.refreshSecrets, this.tokens);
  }
}
