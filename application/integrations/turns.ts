/** Lets so many go at once, in the order in which they came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #going = 0;

  constructor(private readonly atOnce: number) {}

  async take<Result>(turn: () => Promise<Result>): Promise<Result> {
    if (this.#going >= this.atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#going += 1;
    try {
      return await turn();
    } finally {
      // whoever waits goes in the place of who has gone
      const next = this.#waiting.shift();
      if (next === undefined) this.#going -= 1;
      else next();
    }
  }
}
