import { EventsForgotten, UnknownEventId } from '../../domain/integrations/integrations-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Page, PageRequest } from '../shared/page.js';
import type { EventStream } from '../shared/ports/event-stream.js';
import type { EventIds } from './ports/event-ids.js';
import type { PublicEvents, ShownEvent } from './public-events.js';

export type ListEventsCommand = PageRequest & {
  /** All that the caller may see when absent. */
  readonly types?: readonly string[];
  /** What followed the event of this id; from the oldest that is kept when absent. */
  readonly since?: string;
};

/** Lists what happened, the oldest first. */
export class ListEvents {
  static readonly needs = 'integrations:events:read';

  constructor(
    private readonly stream: EventStream,
    private readonly events: PublicEvents,
    private readonly ids: EventIds,
  ) {}

  async execute(tenant: TenantContext, { limit, after, types, since }: ListEventsCommand): Promise<Page<ShownEvent>> {
    const seen = this.events.seenBy(tenant, types);
    const begin = after === undefined ? this.#placeOf(tenant, since) : Number(after);
    const { events, last, forgottenUpTo } = await this.stream.read(tenant, { after: begin ?? 0, types: seen, limit: limit + 1 });
    if (begin !== null && (begin < forgottenUpTo || begin > last)) throw new EventsForgotten();
    const shown = events.slice(0, limit);
    const end = events.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((event) => this.events.show(this.ids.idAt(tenant, event.position), event)),
      next: end === undefined ? null : String(end.position),
    };
  }

  #placeOf(tenant: TenantContext, since: string | undefined): number | null {
    if (since === undefined) return null;
    const position = this.ids.positionOf(tenant, since);
    if (position === null) throw new UnknownEventId();
    return position;
  }
}
