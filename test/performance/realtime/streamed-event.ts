/** What is measured of an event as it is streamed: a new draft, of which invoice. */
export type StreamedEvent = { readonly type: string; readonly invoiceId: string };

type Streamed = { readonly type?: string; readonly data?: { readonly invoiceId?: string } };

/** Of a frame's data; empty where it says something else, such as that following begins. */
export function streamedEvent(text: string): StreamedEvent {
  const { type = '', data } = JSON.parse(text) as Streamed;
  return { type, invoiceId: data?.invoiceId ?? '' };
}
