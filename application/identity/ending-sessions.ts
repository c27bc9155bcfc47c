import type { Session } from '../../domain/identity/session.js';
import type { PrincipalId, SessionId, TenantContext } from '../../domain/shared/tenant-context.js';
import { sessionTags } from './active-sessions.js';
import type { IdentityScope } from './ports/identity-work.js';

type Ending = Pick<IdentityScope, 'sessions' | 'invalidations'>;

/** Ends a session: nobody is to remember it as active. */
export async function endSession(tenant: TenantContext, session: Session, at: Date, { sessions, invalidations }: Ending): Promise<void> {
  await sessions.save(tenant, session.end(at));
  invalidations.add(tenant, sessionTags(tenant, session.state.id));
}

/** Ends what a user is signed in to, but for one session. @returns what has ended, for whoever remembers it. */
export async function endSessionsOf(
  user: PrincipalId,
  scope: Ending,
  tenant: TenantContext,
  at: Date,
  but: SessionId | null = null,
): Promise<readonly SessionId[]> {
  const ending = (await scope.sessions.activeOf(tenant, user, at)).filter(({ state }) => state.id !== but);
  for (const session of ending) await endSession(tenant, session, at, scope);
  return ending.map(({ state }) => state.id);
}
