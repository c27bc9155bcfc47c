import { TenantContext } from '../../domain/shared/tenant-context.js';
import type { PrincipalContexts } from '../shared/ports/principal-contexts.js';
import type { ActiveSessions } from './active-sessions.js';
import type { AccessTokens } from './ports/access-tokens.js';

/** Turns an access token into who is calling, for whom, how that tenant stands, and with which rights at this moment. */
export class Authenticate {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly sessions: ActiveSessions,
    private readonly contexts: PrincipalContexts,
  ) {}

  /** @returns null when the token is not ours, has expired, its session has ended, or the tenant is closed. */
  async execute(token: string): Promise<TenantContext | null> {
    const claims = await this.tokens.verify(token);
    if (claims === null) return null;
    const { tenantId, userId: id, sessionId } = claims;
    const tenant = TenantContext.visitor(tenantId);
    const [active, context] = await Promise.all([
      this.sessions.has(tenant, sessionId),
      this.contexts.contextOf(tenant, { kind: 'user', id, sessionId }),
    ]);
    return active ? context : null;
  }
}
