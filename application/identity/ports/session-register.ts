import type { SessionState } from '../../../domain/identity/session.js';
import type { PrincipalId, SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../../shared/page.js';

/** What may be shown of a session. */
export type SessionCard = Pick<SessionState, 'id' | 'device' | 'startedAt' | 'expiresAt'> & {
  /** When it was refreshed last, or started. */
  readonly lastUsedAt: Date;
};

/** A tenant's sessions, to be read: each question costs one round trip. */
export abstract class SessionRegister {
  /** When the session expires, or has expired; null when it has ended, or the tenant has no such session. */
  abstract expiryOf(tenant: TenantContext, id: SessionId): Promise<Date | null>;

  /** A user's sessions that are neither ended nor expired, newest first. */
  abstract activeOf(tenant: TenantContext, user: PrincipalId, now: Date, page: PageRequest): Promise<Page<SessionCard>>;
}
