/** What the measurements need of an event as it is streamed: of which aggregate it is, by which it is told from others. */
export type StreamedEvent = { readonly type: string; readonly aggregateId: string };

/** Of a frame's data. */
export function streamedEvent(data: string): StreamedEvent {
  const { type, aggregateId } = JSON.parse(data) as StreamedEvent;
  return { type, aggregateId };
}
