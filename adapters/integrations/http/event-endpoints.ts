import { FollowEvents } from '../../../application/integrations/follow-events.js';
import { ListEvents } from '../../../application/integrations/list-events.js';
import { EventsForgotten, UnknownEventId, UnknownEventType } from '../../../domain/integrations/integrations-refusals.js';
import { endpoint, eventStream, page } from '../../shared/http/endpoint.js';
import { EventFilter, EventTypes, EventView } from './event-shapes.js';

export const eventEndpoints = [
  endpoint({
    route: 'GET /v1/events',
    summary: 'List what happened, the oldest first',
    description:
      'What happened in the tenant and is still kept, as far as the caller may see what it happened to. Whoever has read to the end goes on with `since`, or follows the stream with `Last-Event-ID`: the id of the last event serves for both.',
    query: EventFilter,
    calls: ListEvents,
    with: ({ query }) => query,
    answers: page(EventView),
    refuses: [UnknownEventType, UnknownEventId, EventsForgotten],
  }),

  endpoint({
    route: 'GET /v1/events/stream',
    summary: 'Follow what happens',
    description:
      'Server-sent events, each told once and in order. A client that is cut off sends the id of the last event as `Last-Event-ID`, to whatever process, and misses nothing. The first event is `open`; `reset` says that something cannot be told; `dropped` and `ended` are the last.',
    query: EventTypes,
    resumes: true,
    calls: FollowEvents,
    with: ({ query, lastEventId }) => ({ ...query, ...(lastEventId === undefined ? {} : { lastEventId }) }),
    answers: eventStream(EventView),
    refuses: [UnknownEventType, UnknownEventId],
  }),
];
