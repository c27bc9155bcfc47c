import { type SealedSigningKey, SigningKeys } from '../../../application/identity/ports/signing-keys.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';

export class InMemorySigningKeys extends SigningKeys {
  #keys: readonly SealedSigningKey[] = [];

  override async list(_system: SystemContext): Promise<readonly SealedSigningKey[]> {
    return this.#keys.toSorted(
      (one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (one.kid < other.kid ? 1 : -1),
    );
  }

  override async add(_system: SystemContext, key: SealedSigningKey): Promise<void> {
    this.#keys = [...this.#keys, key];
  }

  override async replaceAll(_system: SystemContext, key: SealedSigningKey): Promise<void> {
    this.#keys = [...this.#keys.map((one) => ({ ...one, revokedAt: one.revokedAt ?? key.createdAt })), key];
  }
}
