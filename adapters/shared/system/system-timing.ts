import { Timing } from '../../../application/shared/ports/timing.js';

export class SystemTiming extends Timing {
  override deadline(seconds: number): AbortSignal {
    return AbortSignal.timeout(seconds * 1000);
  }

  override chance(): number {
    return Math.random();
  }
}
