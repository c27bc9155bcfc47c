import { Clock } from '../../application/shared/ports/clock.js';

/** Stands still until it is told that time passes. */
export class FixedClock extends Clock {
  #now: Date;

  constructor(now = new Date('2026-03-01T12:00:00.000Z')) {
    super();
    this.#now = now;
  }

  override now(): Date {
    return new Date(this.#now);
  }

  passes(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}
