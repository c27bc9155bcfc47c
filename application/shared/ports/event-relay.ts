import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantId } from '../../../domain/shared/tenant-context.js';

/** Who hears of which events: the job that is asked for when an event of this type is published. */
export type Subscribed = { readonly event: string; readonly job: string; readonly starts: number };

/** How many events were published, and how far the streams of their tenants go now. */
export type Published = { readonly events: number; readonly advanced: readonly { readonly tenantId: TenantId; readonly position: number }[] };

/** Publishes what was stored with aggregates. */
export abstract class EventRelay {
  /**
   * Moves a batch out of the outbox, giving each event its place in its tenant's stream, without gaps and in the order of
   * its aggregate, and asks for a job for each subscriber, all in one transaction. Any number of processes may do so at once.
   * @returns what was published; there may be more while that is something
   */
  abstract publish(system: SystemContext, subscribed: readonly Subscribed[]): Promise<Published>;
}
