import { Clock } from '../../../application/shared/ports/clock.js';

/** The machine's own time. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
