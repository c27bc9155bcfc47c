import { Unavailable } from './refusals.js';

/** Lets so many work at once and so many more wait, first come, first served; any number unless told. */
export class Turns {
  #working = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly waitingAtMost = Infinity,
    /** What is said to whoever comes when too many wait. */
    private readonly crowded = 'Too many wait already.',
  ) {}

  /** Does the work when its turn has come. @throws Unavailable at once when too many wait already */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#working < this.atOnce) this.#working += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      this.pass();
    }
  }

  private turn(): Promise<void> {
    if (this.#waiting.length >= this.waitingAtMost) throw new Unavailable(this.crowded);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A turn is handed over, so that nobody who comes now slips in before those who wait. */
  private pass(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#working -= 1;
    else next();
  }
}
