import { ContainerModule } from 'inversify';
import { eventEndpoints } from '../../adapters/integrations/http/event-endpoints.js';
import { SignedEventIds } from '../../adapters/integrations/http/signed-event-ids.js';
import { Cursors } from '../../adapters/shared/http/cursor.js';
import { EventHub } from '../../application/integrations/event-hub.js';
import { FollowEvents } from '../../application/integrations/follow-events.js';
import { ListEvents } from '../../application/integrations/list-events.js';
import { integrationsPermissions } from '../../application/integrations/permissions.js';
import { EventIds } from '../../application/integrations/ports/event-ids.js';
import { PublicEvents } from '../../application/integrations/public-events.js';
import { ToldEvents } from '../../application/integrations/told-events.js';
import { guarded } from '../../application/shared/guard.js';
import { EventSignals } from '../../application/shared/ports/event-signals.js';
import { EventStream } from '../../application/shared/ports/event-stream.js';
import { Timing } from '../../application/shared/ports/timing.js';
import { PUBLIC_EVENTS } from '../tokens.js';
import type { ContextModule } from './context-module.js';

export const integrationsModule: ContextModule = {
  name: 'integrations',
  endpoints: eventEndpoints,
  permissions: integrationsPermissions,

  core: new ContainerModule(({ bind }) => {
    bind(PublicEvents).toResolvedValue((declared) => new PublicEvents(declared), [PUBLIC_EVENTS]);
    bind(EventIds).toResolvedValue((cursors) => new SignedEventIds(cursors), [Cursors]);
    bind(ToldEvents).toResolvedValue((events, ids) => new ToldEvents(events, ids), [PublicEvents, EventIds]);
    bind(EventHub).toResolvedValue(
      (stream, signals, timing) => new EventHub({ stream, signals, timing }),
      [EventStream, EventSignals, Timing],
    );
    bind(ListEvents).toResolvedValue((stream, events, ids) => guarded(new ListEvents(stream, events, ids)), [EventStream, PublicEvents, EventIds]);
    bind(FollowEvents).toResolvedValue(
      (hub, events, ids, told) => guarded(new FollowEvents(hub, events, ids, told)),
      [EventHub, PublicEvents, EventIds, ToldEvents],
    );
  }),

  stores: new ContainerModule(() => undefined),
};
