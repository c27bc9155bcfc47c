import { type SealedSigningKey, SigningKeys } from '../../../application/identity/ports/signing-keys.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';

export class InMemorySigningKeys extends SigningKeys {
  readonly #keys: SealedSigningKey[] = [];

  override async list(_system: SystemContext): Promise<readonly SealedSigningKey[]> {
    return [...this.#keys].sort(
      (one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (one.kid < other.kid ? 1 : -1),
    );
  }

  override async add(_system: SystemContext, key: SealedSigningKey): Promise<void> {
    this.#keys.push(key);
  }
}
