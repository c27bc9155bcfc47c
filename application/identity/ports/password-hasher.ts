/** Hashes passwords, slowly and away from the event loop. */
export abstract class PasswordHasher {
  abstract hash(password: string): Promise<string>;

  /** Against null (there is no such user) it takes as long as against a hash, and is false. */
  abstract verify(hash: string | null, password: string): Promise<boolean>;
}
