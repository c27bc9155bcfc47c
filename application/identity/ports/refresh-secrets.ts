import type { SessionState } from '../../../domain/identity/session.js';

/** All that a refresh secret is derived from, beside the key: no two generations have a secret in common, nor two sessions. */
export type SecretOrigin = Pick<SessionState, 'tenantId' | 'id' | 'seed' | 'generation'>;

/** The secrets of refresh tokens: derived when they are needed, and kept nowhere. */
export abstract class RefreshSecrets {
  /** 43 characters of base64url, the same each time. Without the key nobody can tell them, whatever else they know. */
  abstract of(origin: SecretOrigin): string;

  /** Whether this is the secret; takes as long however much of it is right. */
  abstract isOf(origin: SecretOrigin, shown: string): boolean;
}
