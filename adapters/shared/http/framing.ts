import { createEventBuffer, type EventBuffer } from 'better-sse';
import type { Told } from '../../../application/shared/live.js';
import type { Streamable } from './endpoint.js';

/** The data is JSON text already. */
const WRITTEN = { serializer: (data: unknown) => data as string };

/** Writes what is told as server-sent events, once for all who are told the same. */
export function framing<Item extends Streamable>(write: (item: Item) => string): (part: Told<Item>) => EventBuffer {
  const framed = new WeakMap<Told<Item>, EventBuffer>();
  return (part) => {
    const known = framed.get(part);
    if (known !== undefined) return known;
    const { notice, items, id } = part;
    const buffer = createEventBuffer(WRITTEN);
    if (notice !== null) buffer.push(JSON.stringify(notice.said), notice.name, id);
    for (const item of items) buffer.push(write(item), item.type, item.id);
    framed.set(part, buffer);
    return buffer;
  };
}

/** What a stream says of itself: whoever hears it has seen no more of what happens than before. */
export const framedAside = (name: string, said: object): EventBuffer =>
  createEventBuffer(WRITTEN).event(name).data(JSON.stringify(said)).dispatch();

/** That nothing has happened, and how far that is known: a client that minds the id resumes from there. */
export function framedHeartbeat(id: string | null): EventBuffer {
  const buffer = createEventBuffer(WRITTEN).comment();
  return (id === null ? buffer : buffer.id(id)).dispatch();
}
