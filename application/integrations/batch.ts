import type { StreamedEvent, Stretch } from '../shared/ports/event-stream.js';

/** Why what follows a position cannot be told: it is kept no longer, or the stream was restored to an earlier state. */
export type Gap = 'forgotten' | 'ahead';

/** What came next in a stream: one object for all who are told it. */
export type Batch = {
  readonly events: readonly StreamedEvent[];
  /** It is what follows this position. */
  readonly after: number;
  /** Whoever has been told this has been told all up to here. */
  readonly upTo: number;
  readonly gap: Gap | null;
  /** There is more already. */
  readonly more: boolean;
};

/** What was read behind a position, with so many events at most. */
export function batchOf({ events, forgottenUpTo, last }: Stretch, after: number, limit: number): Batch {
  if (after > last || after < forgottenUpTo) return { events: [], after, upTo: last, gap: after > last ? 'ahead' : 'forgotten', more: false };
  const more = events.length === limit;
  return { events, after, upTo: more ? (events.at(-1)?.position ?? last) : last, gap: null, more };
}
