import { createHash, randomBytes } from 'node:crypto';
import { Secrets } from '../../../application/identity/ports/secrets.js';

/** Secrets from the operating system's generator, stored by their SHA-256: 256 random bits need no slow hash. */
export class RandomSecrets extends Secrets {
  override generate(): string {
    return randomBytes(32).toString('base64url');
  }

  override hash(secret: string): string {
    return createHash('sha256').update(secret).digest('base64url');
  }
}
