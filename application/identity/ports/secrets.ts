/** Random secrets, and the hash by which one is stored. */
export abstract class Secrets {
  /** 256 random bits as 43 characters of base64url. */
  abstract generate(): string;

  /** One-way and quick: for what `generate` made, never for passwords. */
  abstract hash(secret: string): string;
}
