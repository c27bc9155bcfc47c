import type { PrincipalId, SessionId, TenantId } from '../../../domain/shared/tenant-context.js';

/** What an access token says: who, in which session of which tenant. Rights are looked up, not carried. */
export type AccessClaims = { readonly tenantId: TenantId; readonly userId: PrincipalId; readonly sessionId: SessionId };

/** Signed, short-lived proof of a sign-in (RFC 9068). */
export abstract class AccessTokens {
  abstract issue(claims: AccessClaims): Promise<{ readonly token: string; readonly expiresInSeconds: number }>;

  /** @returns null unless we signed it, for ourselves, and it has not expired. */
  abstract verify(token: string): Promise<AccessClaims | null>;
}
