import { RateLimits } from '../../application/shared/ports/rate-limits.js';

class WithoutRate extends RateLimits {
  override async count(): Promise<void> {}
}

/** Lets everybody ask as often as they like, and looks nothing up. */
export const withoutRate: RateLimits = new WithoutRate();
