/** The names of the statements that were sent, made out from what goes over the wire. */
export class HeardStatements {
  /** A statement is called by a hash once it is prepared. */
  readonly #byHash = new Map<string, string>();
  #heard: string[] = [];

  hear(said: Buffer): void {
    const text = said.toString('latin1');
    for (const [, hash = '', name = ''] of text.matchAll(/([\w-]{43})\0\/\* (\S+) \*\//g)) this.#byHash.set(hash, name);
    // Bind: its length, an unnamed portal, the statement
    for (const [, hash = ''] of text.matchAll(/B[^]{4}\0([\w-]{43})\0/g)) {
      const name = this.#byHash.get(hash);
      if (name !== undefined) this.#heard.push(name);
    }
  }

  /** All since it was asked last. */
  take(): readonly string[] {
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }
}
