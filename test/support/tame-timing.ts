import { Timing } from '../../application/shared/ports/timing.js';

/** Deadlines are over when it is told that time passes; chance is what it is given. */
export class TameTiming extends Timing {
  readonly #deadlines: { seconds: number; readonly over: AbortController }[] = [];

  constructor(private readonly given = 0) {
    super();
  }

  override deadline(seconds: number): AbortSignal {
    const over = new AbortController();
    this.#deadlines.push({ seconds, over });
    return over.signal;
  }

  override chance(): number {
    return this.given;
  }

  passes(seconds: number): void {
    for (const deadline of this.#deadlines) {
      deadline.seconds -= seconds;
      if (deadline.seconds <= 0) deadline.over.abort(new DOMException('The time is over.', 'TimeoutError'));
    }
  }
}
