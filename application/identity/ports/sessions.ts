import type { Session } from '../../../domain/identity/session.js';
import type { PrincipalId, SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's sessions, to be changed. */
export abstract class Sessions {
  /**
   * Others who get it to change it wait until this work is over, so that a sign-out is never outrun by a refresh.
   * @returns null when the tenant has no such session.
   */
  abstract get(tenant: TenantContext, id: SessionId): Promise<Session | null>;

  /**
   * Stores the session and its events as one. @returns it as stored.
   * @throws OutdatedVersion when it moved meanwhile, or is another tenant's.
   */
  abstract save(tenant: TenantContext, session: Session): Promise<Session>;

  /** Those of a user that are neither ended nor expired. Others who get one to change it wait until this work is over. */
  abstract activeOf(tenant: TenantContext, user: PrincipalId, now: Date): Promise<readonly Session[]>;

  /**
   * Forgets those that expired before then, or would have, had they not ended; the oldest first, `most` at most, and none
   * that somebody is changing. @returns how many
   */
  abstract sweep(tenant: TenantContext, expiredBefore: Date, most: number): Promise<number>;
}
