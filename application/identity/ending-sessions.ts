import type { PrincipalId, SessionId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { Sessions } from './ports/sessions.js';

/** Ends what a user is signed in to, but for one session. @returns what has ended, for whoever remembers it. */
export async function endSessionsOf(
  user: PrincipalId,
  sessions: Sessions,
  tenant: TenantContext,
  at: Date,
  but: SessionId | null = null,
): Promise<readonly SessionId[]> {
  const ending = (await sessions.activeOf(tenant, user, at)).filter(({ state }) => state.id !== but);
  for (const session of ending) await sessions.save(tenant, session.end(at));
  return ending.map(({ state }) => state.id);
}
