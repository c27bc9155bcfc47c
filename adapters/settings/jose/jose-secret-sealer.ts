import { compactDecrypt, CompactEncrypt } from 'jose';
import { SecretSealer } from '../../../application/settings/ports/secret-sealer.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Secrets as JWE (RFC 7516: dir, A256GCM), whose protected header says where they open. */
export class JoseSecretSealer extends SecretSealer {
  constructor(
    /** 32 bytes. */
    private readonly key: Uint8Array,
  ) {
    super();
  }

  override seal({ tenantId }: TenantContext, place: string, secret: string): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(secret)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', place: `${tenantId} ${place}` }).encrypt(this.key);
  }

  override async open({ tenantId }: TenantContext, place: string, sealed: string): Promise<string> {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, this.key).catch(() => {
      throw new Error('A secret setting does not open with this master key: was ATRIUM_MASTER_KEY changed?');
    });
    if (protectedHeader['place'] !== `${tenantId} ${place}`) throw new Error('A secret setting was sealed elsewhere.');
    return new TextDecoder().decode(plaintext);
  }
}
