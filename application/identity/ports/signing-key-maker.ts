import type { SealedSigningKey } from './signing-keys.js';

/** Makes key pairs, and seals their private halves. */
export abstract class SigningKeyMaker {
  abstract make(createdAt: Date, activeFrom: Date): Promise<SealedSigningKey>;
}
