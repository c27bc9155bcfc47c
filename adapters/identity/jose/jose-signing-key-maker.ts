import { CompactEncrypt, exportJWK, generateKeyPair } from 'jose';
import { SigningKeyMaker } from '../../../application/identity/ports/signing-key-maker.js';
import type { SealedSigningKey } from '../../../application/identity/ports/signing-keys.js';
import type { Ids } from '../../../application/shared/ports/ids.js';

/** Ed25519 keys (RFC 8037), the private half sealed under the master key (JWE, RFC 7516: dir, A256GCM). */
export class JoseSigningKeyMaker extends SigningKeyMaker {
  constructor(
    /** 32 bytes. */
    private readonly masterKey: Uint8Array,
    private readonly ids: Ids,
  ) {
    super();
  }

  override async make(createdAt: Date, activeFrom: Date): Promise<SealedSigningKey> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const kid = this.ids.next();
    const sealedPrivateKey = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(await exportJWK(privateKey))))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
      .encrypt(this.masterKey);
    return { kid, publicKey: { ...(await exportJWK(publicKey)) }, sealedPrivateKey, createdAt, activeFrom, revokedAt: null };
  }
}
