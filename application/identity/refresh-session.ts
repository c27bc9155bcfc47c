import { RefreshRefused } from '../../domain/identity/identity-refusals.js';
import { RefreshToken } from '../../domain/identity/refresh-token.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { TenantContext } from '../../domain/shared/tenant-context.js';
import { anyone } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import { OutdatedVersion } from '../shared/refusals.js';
import { type Credentials, credentialsOf } from './credentials.js';
import type { AccessTokens } from './ports/access-tokens.js';
import type { IdentityWork } from './ports/identity-work.js';
import type { Secrets } from './ports/secrets.js';
import type { Standings } from './ports/standings.js';

export type RefreshSessionCommand = { readonly refreshToken: string };

/** Continues a session: the token shown is used up, a new one takes its place. Of two who show it at once, one succeeds. */
export class RefreshSession {
  static readonly needs = anyone;

  constructor(
    private readonly work: IdentityWork,
    private readonly secrets: Secrets,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
    private readonly standings: Standings,
  ) {}

  async execute(_system: SystemContext, command: RefreshSessionCommand): Promise<Credentials> {
    const { tenantId, sessionId, secret: shown } = RefreshToken.read(command.refreshToken);
    const tenant = TenantContext.visitor(tenantId);
    if ((await this.standings.of(tenant)) === 'closed') throw new RefreshRefused();
    const next = this.secrets.generate();
    const refreshed = this.work.run(tenant, async ({ sessions }) => {
      const session = await sessions.get(tenant, sessionId);
      if (session === null) throw new RefreshRefused();
      return sessions.save(tenant, session.refresh(this.secrets.hash(shown), this.secrets.hash(next), this.clock.now()));
    });
    const { state } = await refreshed.catch((error: unknown) => {
      throw error instanceof OutdatedVersion ? new RefreshRefused() : error;
    });
    return credentialsOf(state, next, this.tokens);
  }
}
