import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Wakes whoever follows a tenant's events, in every process. It may be lost: whoever follows looks by itself as well. */
export abstract class EventSignals {
  /** The stream goes up to here now. Never throws, and waits for nobody. */
  abstract tell(tenant: TenantContext, position: number): void;

  /**
   * Hears of the tenant's stream from now on; of position 0 when word may have been lost, so that it is time to look.
   * @returns what ends it
   */
  abstract hear(tenant: TenantContext, heard: (position: number) => void): () => void;
}
