import { hash, verify } from '@node-rs/argon2';
import { PasswordHasher } from '../../../application/identity/ports/password-hasher.js';

/** argon2id (RFC 9106) with 19 MiB and two passes: some 6 ms on a thread of libuv's pool, never on the event loop. */
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes passwords with argon2id. */
export class Argon2PasswordHasher extends PasswordHasher {
  /** What is verified against where there is no user, so that this takes as long. */
  readonly #nobody = hash('nobody has this password', COST);

  override hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  override async verify(stored: string | null, password: string): Promise<boolean> {
    const matches = await verify(stored ?? (await this.#nobody), password);
    return matches && stored !== null;
  }
}
