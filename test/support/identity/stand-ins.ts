import { DerivedRefreshSecrets } from '../../../adapters/identity/system/derived-refresh-secrets.js';
import { AccessTokens } from '../../../application/identity/ports/access-tokens.js';
import { RefreshToken } from '../../../domain/identity/refresh-token.js';
import type { SessionState } from '../../../domain/identity/session.js';

/** Says what it claims, for whoever reads the test. */
export class LegibleTokens extends AccessTokens {
  override async issue(claims: object) {
    return { token: JSON.stringify(claims), expiresInSeconds: 600 };
  }

  override verify(): never {
    throw new Error('Nobody verifies here.');
  }
}

export const refreshSecrets = new DerivedRefreshSecrets(new Uint8Array(32).fill(1));

/** The token that is good for the session as it is now. */
export const refreshTokenOf = (state: SessionState): string =>
  RefreshToken.write({ tenantId: state.tenantId, sessionId: state.id, generation: state.generation, secret: refreshSecrets.of(state) });

export const nobodyRemembers = { sessionEnded: () => undefined };

/** Every tenant stands as one that is active. */
export const allActive = { of: async () => 'active' as const };
