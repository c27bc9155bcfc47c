import { SessionNotFound } from '../../domain/identity/identity-refusals.js';
import type { SessionId, TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { endSession } from './ending-sessions.js';
import type { IdentityScope } from './ports/identity-work.js';
import type { Revocations } from './ports/revocations.js';

export type RevokeSessionCommand = { readonly sessionId: SessionId };

/** Ends a session of the caller's own, such as one on a device that was lost. */
export class RevokeSession {
  static readonly needs = signedIn;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly revocations: Revocations,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { sessionId }: RevokeSessionCommand): Promise<void> {
    const { principal } = tenant;
    await this.work.run(tenant, async (scope) => {
      const [session, now] = [await scope.sessions.get(tenant, sessionId), this.clock.now()];
      const isOwn = principal.kind === 'user' && session?.state.userId === principal.id;
      if (session === null || !isOwn || !session.isActive(now)) throw new SessionNotFound();
      await endSession(tenant, session, now, scope);
    });
    this.revocations.sessionEnded(tenant, sessionId);
  }
}
