import type { Streamable } from './endpoint.js';
import { exampleOf } from './examples.js';
import type { JsonSchema, Shape } from './fields.js';
import { framing, framedAside } from './framing.js';
import type { Shapes } from './schemas.js';

/** What a stream says of itself, beside what it tells. */
const special = [
  ['open', 'Comes first, and again when the rights of whoever follows have changed: what is told from here on. Its id is where that begins.', { types: ['…'] }],
  ['reset', 'What came after the last event that was seen cannot be told: it is kept no longer (`forgotten`), or the stream was restored to an earlier state (`ahead`). Look at everything as it is, and go on from here.', { reason: 'forgotten' }],
  ['dropped', 'What is told is not read fast enough. Connect again with the last id.', { reason: 'slow' }],
  ['ended', 'The last: whoever follows may do so no longer.', { code: 'http.unauthenticated' }],
] as const;

/** How the document describes a stream: OpenAPI knows no events, so each is shown as it is written. */
export function streamContent(view: Shape<Streamable>, shapes: Shapes): JsonSchema {
  const event = exampleOf(view, shapes) as Streamable;
  const told = framing((item) => JSON.stringify(item))({ notice: null, items: [event], id: event.id }).read();
  const examples = special.map(([name, summary, said]) => [name, { summary, value: framedAside(name, said).read() }] as const);
  return {
    schema: {
      type: 'string',
      description: 'Server-sent events in UTF-8. The data of each is JSON, on one line; beside them come comments, to keep the connection open.',
      contentMediaType: 'application/json',
      contentSchema: shapes.reference(view),
    },
    examples: Object.fromEntries([['event', { summary: 'Something happened. The name of the event is its type.', value: told }], ...examples]),
  };
}
