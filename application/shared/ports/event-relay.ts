import type { SystemContext } from '../../../domain/shared/system-context.js';

/** Who hears of which events: the job that is asked for when an event of this type is published. */
export type Subscribed = { readonly event: string; readonly job: string; readonly starts: number };

/** Publishes what was stored with aggregates. */
export abstract class EventRelay {
  /**
   * Moves a batch out of the outbox, giving each event its place in its tenant's stream, without gaps and in the order of
   * its aggregate, and asks for a job for each subscriber, all in one transaction. Any number of processes may do so at once.
   * @returns how many were published; there may be more while it is not 0
   */
  abstract publish(system: SystemContext, subscribed: readonly Subscribed[]): Promise<number>;
}
