import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { endSession } from './ending-sessions.js';
import type { IdentityScope } from './ports/identity-work.js';
import type { Revocations } from './ports/revocations.js';

/** Ends the session that the caller is in. */
export class SignOut {
  static readonly needs = signedIn;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly revocations: Revocations,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext): Promise<void> {
    const { principal } = tenant;
    if (principal.kind !== 'user') return;
    await this.work.run(tenant, async (scope) => {
      const session = await scope.sessions.get(tenant, principal.sessionId);
      if (session !== null) await endSession(tenant, session, this.clock.now(), scope);
    });
    this.revocations.sessionEnded(tenant, principal.sessionId);
  }
}
