import { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { AccessTokens } from './ports/access-tokens.js';
import type { GrantedPermissions } from './ports/granted-permissions.js';
import type { SessionRegister } from './ports/session-register.js';

/** Turns an access token into who is calling, for whom, and with which rights at this moment. */
export class Authenticate {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionRegister,
    private readonly permissions: GrantedPermissions,
    private readonly clock: Clock,
  ) {}

  /** @returns null when the token is not ours, has expired, or its session has ended. */
  async execute(token: string): Promise<TenantContext | null> {
    const claims = await this.tokens.verify(token);
    if (claims === null) return null;
    const { tenantId, userId: id, sessionId } = claims;
    const tenant = TenantContext.visitor(tenantId);
    const [active, permissions] = await Promise.all([
      this.sessions.isActive(tenant, sessionId, this.clock.now()),
      this.permissions.of(tenant, id),
    ]);
    return active ? TenantContext.of(tenantId, { kind: 'user', id, sessionId }, permissions, 'active') : null;
  }
}
