import { Clock } from '../../application/shared/ports/clock.js';

/** The time of day, as many milliseconds later as it is told. */
export class ShiftedClock extends Clock {
  #ahead = 0;

  override now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /** Backwards, when negative. */
  passes(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  /** Runs `work` as if it were later by so much. */
  async within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
    this.passes(milliseconds);
    try {
      return await work();
    } finally {
      this.passes(-milliseconds);
    }
  }
}
