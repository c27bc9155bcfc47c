import {
  CompactEncrypt, compactDecrypt, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK,
} from 'jose';
import type { SealedSigningKey, SigningKeys } from '../../../application/identity/ports/signing-keys.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import { SystemContext } from '../../../domain/shared/system-context.js';

const system = SystemContext.for('signing access tokens');
const RELOAD_AT_MOST_EVERY_MS = 1_000;
/** Two processes that start together make a key each: for so long one may not know the other's. */
const PUBLISHED_FOR_MS = 60_000;

type OpenKeys = {
  readonly signing: { readonly kid: string; readonly key: CryptoKey };
  readonly verifying: ReadonlyMap<string, CryptoKey>;
  /** A JSON Web Key Set (RFC 7517) of the public halves. */
  readonly published: { readonly keys: readonly JWK[] };
  readonly readAt: number;
};

/**
 * The Ed25519 keys (RFC 8037) that sign and verify access tokens. Stored with their private half sealed under the
 * master key (JWE, RFC 7516: dir, A256GCM) and opened once per process; the first process makes the first key.
 */
export class Keyring {
  #keys: Promise<OpenKeys> | null = null;
  #rereading: Promise<OpenKeys> | null = null;

  constructor(
    private readonly store: SigningKeys,
    /** 32 bytes. */
    private readonly masterKey: Uint8Array,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** The newest key: what signs from now on. */
  async signing(): Promise<OpenKeys['signing']> {
    return (await this.open()).signing;
  }

  /** @returns null when no such key exists; another process's new key is looked for, but not more than once a second. */
  async verifying(kid: string): Promise<CryptoKey | null> {
    const keys = await this.open();
    const known = keys.verifying.get(kid);
    if (known !== undefined) return known;
    if (this.clock.now().getTime() - keys.readAt < RELOAD_AT_MOST_EVERY_MS) return null;
    return (await this.reread()).verifying.get(kid) ?? null;
  }

  /** As stored a minute ago at most; as last known while the store is away. */
  async published(): Promise<OpenKeys['published']> {
    const keys = await this.open();
    const isFresh = this.clock.now().getTime() - keys.readAt < PUBLISHED_FOR_MS;
    return (isFresh ? keys : await this.reread().catch(() => keys)).published;
  }

  /** A failure is not remembered: the next caller tries again. */
  private open(): Promise<OpenKeys> {
    if (this.#keys === null) {
      const opening = this.load();
      this.#keys = opening;
      opening.catch(() => {
        if (this.#keys === opening) this.#keys = null;
      });
    }
    return this.#keys;
  }

  /** Once for all who ask meanwhile. What is known stays known when it fails. */
  private reread(): Promise<OpenKeys> {
    this.#rereading ??= this.load()
      .then((keys) => {
        this.#keys = Promise.resolve(keys);
        return keys;
      })
      .finally(() => {
        this.#rereading = null;
      });
    return this.#rereading;
  }

  private async load(): Promise<OpenKeys> {
    let stored = await this.store.list(system);
    if (stored.length === 0) {
      await this.store.add(system, await this.make());
      stored = await this.store.list(system);
    }
    const [newest] = stored;
    if (newest === undefined) throw new Error('The signing key that was just stored cannot be read back.');
    const verifying = await Promise.all(stored.map(async ({ kid, publicKey }) => [kid, await keyFrom(publicKey)] as const));
    return {
      signing: { kid: newest.kid, key: await this.unseal(newest) },
      verifying: new Map(verifying),
      published: { keys: stored.map(({ kid, publicKey }) => ({ ...publicKey, kid, use: 'sig', alg: 'EdDSA' }) as JWK) },
      readAt: this.clock.now().getTime(),
    };
  }

  private async make(): Promise<SealedSigningKey> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const kid = this.ids.next();
    const sealedPrivateKey = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(await exportJWK(privateKey))))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
      .encrypt(this.masterKey);
    return { kid, publicKey: { ...(await exportJWK(publicKey)) }, sealedPrivateKey, createdAt: this.clock.now() };
  }

  private async unseal({ kid, sealedPrivateKey }: SealedSigningKey): Promise<CryptoKey> {
    const opened = await compactDecrypt(sealedPrivateKey, this.masterKey).catch(() => {
      throw new Error(`The signing key ${kid} does not open with this master key: was ATRIUM_MASTER_KEY changed?`);
    });
    return keyFrom(JSON.parse(new TextDecoder().decode(opened.plaintext)) as JWK);
  }
}

/** Whether a stored private key was sealed under this master key. */
export const opensUnder = (masterKey: Uint8Array, sealedPrivateKey: string): Promise<boolean> =>
  compactDecrypt(sealedPrivateKey, masterKey).then(() => true, () => false);

async function keyFrom(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'EdDSA');
  if (key instanceof Uint8Array) throw new Error('A signing key must be an asymmetric key.');
  return key;
}
