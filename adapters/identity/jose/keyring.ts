import { compactDecrypt, type CryptoKey, importJWK, type JWK } from 'jose';
import type { SigningKeyMaker } from '../../../application/identity/ports/signing-key-maker.js';
import type { SealedSigningKey, SigningKeys } from '../../../application/identity/ports/signing-keys.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import { type SigningKeyUse, usesOf } from '../../../domain/identity/signing-key.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { JoseSigningKeyMaker } from './jose-signing-key-maker.js';

const system = SystemContext.for('signing access tokens');

/** A token that was recognised is remembered for another second: what is revoked is void within two. */
const REREAD_AT_MOST_EVERY_MS = 1_000;

type Known = { readonly keys: readonly SealedSigningKey[]; readonly readAt: number };

/**
 * The keys that sign and verify access tokens, as they are stored: a rotation or a revocation counts here within a
 * second, without a restart. What is known stays known while the store is away. The first process makes the first key.
 */
export class Keyring {
  readonly #maker: SigningKeyMaker;
  readonly #verifying = new Map<string, Promise<CryptoKey>>();
  readonly #signing = new Map<string, Promise<CryptoKey>>();
  #known: Known | null = null;
  #reading: Promise<Known> | null = null;

  constructor(
    private readonly store: SigningKeys,
    /** 32 bytes. */
    private readonly masterKey: Uint8Array,
    ids: Ids,
    private readonly clock: Clock,
  ) {
    this.#maker = new JoseSigningKeyMaker(masterKey, ids);
  }

  /** The key that signs now. */
  async signing(): Promise<{ readonly kid: string; readonly key: CryptoKey }> {
    const [signing] = await this.keysIn('signing');
    if (signing === undefined) throw new Error('There is no signing key that is not revoked.');
    return { kid: signing.kid, key: await once(this.#signing, signing.kid, () => this.unseal(signing)) };
  }

  /** @returns null when no such key exists, or nothing that it signed counts any more. */
  async verifying(kid: string): Promise<CryptoKey | null> {
    const key = (await this.keysIn('waiting', 'signing', 'retired')).find((one) => one.kid === kid);
    return key === undefined ? null : once(this.#verifying, kid, () => keyFrom(key.publicKey));
  }

  /** A JSON Web Key Set (RFC 7517) of the public halves. */
  async published(): Promise<{ readonly keys: readonly JWK[] }> {
    const keys = await this.keysIn('waiting', 'signing', 'retired');
    return { keys: keys.map(({ kid, publicKey }) => ({ ...publicKey, kid, use: 'sig', alg: 'EdDSA' }) as JWK) };
  }

  private async keysIn(...wanted: readonly SigningKeyUse[]): Promise<readonly SealedSigningKey[]> {
    const { keys } = await this.known();
    const uses = usesOf(keys, this.clock.now());
    return keys.filter(({ kid }) => wanted.includes(uses.get(kid) ?? 'past'));
  }

  /** Read once for all who ask meanwhile. */
  private known(): Promise<Known> {
    const known = this.#known;
    const age = this.clock.now().getTime() - (known?.readAt ?? 0);
    if (known !== null && age >= 0 && age < REREAD_AT_MOST_EVERY_MS) return Promise.resolve(known);
    this.#reading ??= this.read(known).finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  private async read(before: Known | null): Promise<Known> {
    const readAt = this.clock.now().getTime();
    const keys = await this.stored().catch((error: unknown) => {
      if (before === null) throw error;
      return before.keys;
    });
    this.#known = { keys, readAt };
    return this.#known;
  }

  private async stored(): Promise<readonly SealedSigningKey[]> {
    const stored = await this.store.list(system);
    if (stored.some(({ revokedAt }) => revokedAt === null)) return stored;
    const now = this.clock.now();
    await this.store.add(system, await this.#maker.make(now, now));
    return this.store.list(system);
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

/** What was made for this name before, or is made now. A failure is not remembered. */
function once<T>(made: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const known = made.get(name);
  if (known !== undefined) return known;
  const making = make();
  made.set(name, making);
  making.catch(() => made.delete(name));
  return making;
}
