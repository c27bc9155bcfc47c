import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** An event at its place in the stream of its tenant. */
export type StreamedEvent = {
  /** 1 for a tenant's first, without gaps. */
  readonly position: number;
  readonly type: string;
  readonly aggregateId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
  readonly publishedAt: Date;
};

/** A part of a stream, and how far the stream goes. */
export type Stretch = {
  readonly events: readonly StreamedEvent[];
  /** What was published up to here is kept no longer; 0 when all is. */
  readonly forgottenUpTo: number;
  /** The position of the last event that was ever published; 0 before the first. */
  readonly last: number;
};

export type StretchRequest = {
  /** Events behind this position; 0 is the beginning. */
  readonly after: number;
  /** Of these types alone; of all when absent. */
  readonly types?: readonly string[];
  /** 1 to 1000. */
  readonly limit: number;
};

/** What happened in a tenant, in the order in which it was kept. */
export abstract class EventStream {
  /** In the order of their positions. One round trip. */
  abstract read(tenant: TenantContext, request: StretchRequest): Promise<Stretch>;
}
