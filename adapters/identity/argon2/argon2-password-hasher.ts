import { hash, verify } from '@node-rs/argon2';
import { PasswordHasher } from '../../../application/identity/ports/password-hasher.js';
import { Turns } from '../../../application/shared/turns.js';

/** argon2id (RFC 9106) with 19 MiB and two passes: some 6 ms on a thread of libuv's pool, never on the event loop. */
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Half of libuv's four threads: the others are left to files and names. */
const AT_ONCE = 2;
/** Who would wait for longer than a second or so is better told to come back. */
const WAITING_AT_MOST = 128;

/** Hashes passwords with argon2id, a few at once. Its methods throw Unavailable when too many wait already. */
export class Argon2PasswordHasher extends PasswordHasher {
  /** What is verified against where there is no user, so that this takes as long. */
  readonly #nobody = hash('nobody has this password', COST);

  constructor(private readonly turns = new Turns(AT_ONCE, WAITING_AT_MOST, 'Too many passwords are being checked just now.')) {
    super();
  }

  override hash(password: string): Promise<string> {
    return this.turns.take(() => hash(password, COST));
  }

  override async verify(stored: string | null, password: string): Promise<boolean> {
    const compared = stored ?? (await this.#nobody);
    const matches = await this.turns.take(() => verify(compared, password));
    return matches && stored !== null;
  }
}
