import { setTimeout as delay } from 'node:timers/promises';

const LONGEST_REST_MS = 50;

/**
 * Does something again and again: when it is woken, and by itself after a while. One run at a time; a failed one is tried again.
 * After a run it rests for as long as that took: woken all the time, it takes half of what it works on at most, and finds more to
 * do at once.
 */
export class Loop {
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isWanted = false;
  #hasEnded = false;

  /** @param everyMs how long it sleeps, unless the run answers how long */
  constructor(
    private readonly run: () => Promise<number | void>,
    private readonly everyMs: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Runs at once, or once more after the run that is going on. */
  wake(): void {
    if (this.#hasEnded) return;
    if (this.#running !== null) return void (this.#isWanted = true);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#running = this.#runAll();
  }

  async #runAll(): Promise<void> {
    let sleepMs: number;
    do {
      this.#isWanted = false;
      sleepMs = this.everyMs;
      const began = performance.now();
      try {
        sleepMs = (await this.run()) ?? this.everyMs;
      } catch (error) {
        this.onError(error);
      }
      await delay(Math.min(LONGEST_REST_MS, performance.now() - began));
    } while (this.#isWanted && !this.#hasEnded);
    this.#running = null;
    if (!this.#hasEnded) this.#timer = setTimeout(() => this.wake(), sleepMs);
  }

  /** When the run that goes on has come to its end. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }
}
