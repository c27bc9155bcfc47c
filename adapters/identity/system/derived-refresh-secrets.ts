import { createHmac, timingSafeEqual } from 'node:crypto';
import { RefreshSecrets, type SecretOrigin } from '../../../application/identity/ports/refresh-secrets.js';

/** HMAC-SHA256 over what a secret is derived from. */
export class DerivedRefreshSecrets extends RefreshSecrets {
  constructor(
    /** 32 bytes, for this purpose alone. */
    private readonly key: Uint8Array,
  ) {
    super();
  }

  override of({ tenantId, id, seed, generation }: SecretOrigin): string {
    return createHmac('sha256', this.key).update([tenantId, id, seed, generation].join(' ')).digest('base64url');
  }

  override isOf(origin: SecretOrigin, shown: string): boolean {
    const [secret, given] = [Buffer.from(this.of(origin)), Buffer.from(shown)];
    return given.length === secret.length && timingSafeEqual(given, secret);
  }
}
