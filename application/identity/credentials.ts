import { RefreshToken } from '../../domain/identity/refresh-token.js';
import type { SessionState } from '../../domain/identity/session.js';
import type { AccessTokens } from './ports/access-tokens.js';
import type { RefreshSecrets } from './ports/refresh-secrets.js';

/** What somebody who signed in works with from now on. */
export type Credentials = {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
};

/** Credentials for a session as it is now. */
export async function credentialsOf(session: SessionState, secrets: RefreshSecrets, tokens: AccessTokens): Promise<Credentials> {
  const { id: sessionId, tenantId, userId, generation } = session;
  const { token, expiresInSeconds } = await tokens.issue({ tenantId, userId, sessionId });
  return {
    accessToken: token,
    tokenType: 'Bearer',
    expiresIn: expiresInSeconds,
    refreshToken: RefreshToken.write({ tenantId, sessionId, generation, secret: secrets.of(session) }),
  };
}
