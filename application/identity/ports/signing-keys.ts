import type { SigningKey } from '../../../domain/identity/signing-key.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';

/** A key pair that signs access tokens. The private half is sealed: only its holder's master key opens it. */
export type SealedSigningKey = SigningKey & {
  /** The public half as a JSON Web Key (RFC 7517). */
  readonly publicKey: Readonly<Record<string, unknown>>;
  readonly sealedPrivateKey: string;
};

/** The platform's signing keys. */
export abstract class SigningKeys {
  /** Newest first; of one moment, the one whose kid is later first. */
  abstract list(system: SystemContext): Promise<readonly SealedSigningKey[]>;

  abstract add(system: SystemContext, key: SealedSigningKey): Promise<void>;

  /** Adds a key and revokes all that there are, as one: of several who do so at once, at least one's stays good. */
  abstract replaceAll(system: SystemContext, key: SealedSigningKey): Promise<void>;
}
