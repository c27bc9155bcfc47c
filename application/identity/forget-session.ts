import type { SessionId, TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { sessionTags } from './active-sessions.js';
import type { IdentityScope } from './ports/identity-work.js';

/** Forgets a session once more after it has ended: whoever ended it may not have lived to tell of it. */
export class ForgetSession {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(private readonly work: UnitOfWork<IdentityScope>) {}

  execute(tenant: TenantContext, { sessionId }: { readonly sessionId: SessionId }): Promise<void> {
    return this.work.run(tenant, async ({ invalidations }) => invalidations.add(tenant, sessionTags(tenant, sessionId)));
  }
}
