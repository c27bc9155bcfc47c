import type { SystemContext } from '../../../domain/shared/system-context.js';

/** A key pair that signs access tokens. The private half is sealed: only its holder's master key opens it. */
export type SealedSigningKey = {
  readonly kid: string;
  /** The public half as a JSON Web Key (RFC 7517). */
  readonly publicKey: Readonly<Record<string, unknown>>;
  readonly sealedPrivateKey: string;
  readonly createdAt: Date;
};

/** The platform's signing keys. */
export abstract class SigningKeys {
  /** Newest first; of one moment, the one whose kid is later first. */
  abstract list(system: SystemContext): Promise<readonly SealedSigningKey[]>;

  abstract add(system: SystemContext, key: SealedSigningKey): Promise<void>;
}
