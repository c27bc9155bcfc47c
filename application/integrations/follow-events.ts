import { UnknownEventId } from '../../domain/integrations/integrations-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Live } from '../shared/live.js';
import type { EventHub } from './event-hub.js';
import type { EventIds } from './ports/event-ids.js';
import type { PublicEvents, ShownEvent } from './public-events.js';
import type { ToldEvents } from './told-events.js';

export type FollowEventsCommand = {
  /** All that the caller may see when absent. */
  readonly types?: readonly string[];
  /** The last that was seen; absent: what happens from now on. */
  readonly lastEventId?: string;
};

/** Follows what happens, as it happens: each event once, in order, on whatever process. */
export class FollowEvents {
  static readonly needs = 'integrations:events:read';

  constructor(
    private readonly hub: EventHub,
    private readonly events: PublicEvents,
    private readonly ids: EventIds,
    private readonly told: ToldEvents,
  ) {}

  async execute(tenant: TenantContext, { types: wanted, lastEventId }: FollowEventsCommand): Promise<Live<ShownEvent>> {
    const types = this.events.seenBy(tenant, wanted);
    const after = lastEventId === undefined ? null : this.ids.positionOf(tenant, lastEventId);
    if (after === null && lastEventId !== undefined) throw new UnknownEventId();
    return {
      follow: (listener, at = after) => {
        const follower = this.hub.follow(tenant, { types, at }, {
          began: (position) => listener.tell(this.told.beginning(tenant, position, types)),
          tell: (batch, from) => {
            const part = this.told.partOf(tenant, batch, types, from);
            if (part !== null) listener.tell(part);
          },
          ready: () => listener.ready(),
          lost: (cause) => listener.lost(cause),
        });
        return {
          id: () => (follower.place === null ? null : this.ids.idAt(tenant, follower.place)),
          end: () => {
            follower.end();
            return follower.place ?? after;
          },
        };
      },
    };
  }
}
