import { type CryptoKey, errors, jwtVerify, SignJWT } from 'jose';
import { type AccessClaims, AccessTokens } from '../../../application/identity/ports/access-tokens.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import { PrincipalId, SessionId, TenantId } from '../../../domain/shared/tenant-context.js';
import type { Keyring } from './keyring.js';

const LIFETIME_SECONDS = 600;
const TYPE = 'at+jwt';

/** Access tokens as JSON Web Tokens (RFC 9068), signed with Ed25519. */
export class JoseAccessTokens extends AccessTokens {
  constructor(
    private readonly keyring: Keyring,
    /** Who issues the tokens, and whom they are for: the service's own public URL. */
    private readonly issuer: string,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async issue({ tenantId, userId, sessionId }: AccessClaims): Promise<{ token: string; expiresInSeconds: number }> {
    const { kid, key } = await this.keyring.signing();
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const token = await new SignJWT({ tid: tenantId, sid: sessionId })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: TYPE })
      .setSubject(userId)
      .setIssuer(this.issuer)
      .setAudience(this.issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_SECONDS)
      .sign(key);
    return { token, expiresInSeconds: LIFETIME_SECONDS };
  }

  override async verify(token: string): Promise<AccessClaims | null> {
    try {
      const { payload } = await jwtVerify<{ tid: string; sid: string }>(token, ({ kid }) => this.keyOf(kid), {
        algorithms: ['EdDSA'],
        typ: TYPE,
        issuer: this.issuer,
        audience: this.issuer,
        requiredClaims: ['sub', 'tid', 'sid', 'exp', 'iat'],
        currentDate: this.clock.now(),
      });
      return { tenantId: TenantId.from(payload.tid), userId: PrincipalId.from(payload.sub as string), sessionId: SessionId.from(payload.sid) };
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  private async keyOf(kid: string | undefined): Promise<CryptoKey> {
    const key = kid === undefined ? null : await this.keyring.verifying(kid);
    if (key === null) throw new errors.JWKSNoMatchingKey();
    return key;
  }
}
