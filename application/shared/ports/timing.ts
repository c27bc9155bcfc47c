/** Time that passes, and chance. */
export abstract class Timing {
  /** Is aborted so many seconds from now. */
  abstract deadline(seconds: number): AbortSignal;

  /** A number from 0 to 1. */
  abstract chance(): number;
}
