import { RefreshRefused } from '../../domain/identity/identity-refusals.js';
import { RefreshToken } from '../../domain/identity/refresh-token.js';
import type { RefreshOutcome } from '../../domain/identity/session.js';
import type { SystemContext } from '../../domain/shared/system-context.js';
import { TenantContext } from '../../domain/shared/tenant-context.js';
import { anyone } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import { sessionTags } from './active-sessions.js';
import { type Credentials, credentialsOf } from './credentials.js';
import type { AccessTokens } from './ports/access-tokens.js';
import type { IdentityScope, IdentityWork } from './ports/identity-work.js';
import type { RefreshSecrets } from './ports/refresh-secrets.js';
import type { Revocations } from './ports/revocations.js';
import type { Standings } from './ports/standings.js';

export type RefreshSessionCommand = { readonly refreshToken: string };

/**
 * Continues a session: the token shown is used up, a new one takes its place. All who show it at once get the same new
 * one. That a token was shown again long after is kept although the caller is refused: so it is told, not thrown, within the work.
 */
export class RefreshSession {
  static readonly needs = anyone;

  constructor(
    private readonly work: IdentityWork,
    private readonly secrets: RefreshSecrets,
    private readonly tokens: AccessTokens,
    private readonly revocations: Revocations,
    private readonly clock: Clock,
    private readonly standings: Standings,
  ) {}

  async execute(_system: SystemContext, command: RefreshSessionCommand): Promise<Credentials> {
    const shown = RefreshToken.read(command.refreshToken);
    const tenant = TenantContext.visitor(shown.tenantId);
    if ((await this.standings.of(tenant)) === 'closed') throw new RefreshRefused();
    const outcome = await this.work.run(tenant, (scope) => this.outcomeOf(tenant, shown, scope));
    if (outcome.kind === 'reused') this.revocations.sessionEnded(tenant, shown.sessionId);
    if (outcome.kind === 'reused' || outcome.kind === 'over') throw new RefreshRefused();
    return credentialsOf(outcome.session.state, this.secrets, this.tokens);
  }

  /** What is not genuine ends nothing: ids are no secrets. */
  private async outcomeOf(tenant: TenantContext, shown: RefreshToken, { sessions, invalidations }: IdentityScope): Promise<RefreshOutcome> {
    const session = await sessions.get(tenant, shown.sessionId);
    if (session === null || !this.secrets.isOf({ ...session.state, generation: shown.generation }, shown.secret)) return { kind: 'over' };
    const outcome = session.refresh(shown.generation, this.clock.now());
    if (outcome.kind === 'repeated' || outcome.kind === 'over') return outcome;
    if (outcome.kind === 'reused') invalidations.add(tenant, sessionTags(tenant, shown.sessionId));
    return { kind: outcome.kind, session: await sessions.save(tenant, outcome.session) };
  }
}
