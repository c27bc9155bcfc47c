/** A monotonic clock in milliseconds that goes on only when a test says so. */
export class SetClock {
  #at = 1_000;

  now(): number {
    return this.#at;
  }

  pass(ms: number): void {
    this.#at += ms;
  }
}
