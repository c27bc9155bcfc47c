import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Told } from '../shared/live.js';
import type { StreamedEvent } from '../shared/ports/event-stream.js';
import type { Batch } from './batch.js';
import type { EventIds } from './ports/event-ids.js';
import type { PublicEvents, ShownEvent } from './public-events.js';

type Part = Told<ShownEvent> | null;

/** Makes what is told of what was read, once for all who see the same of it. */
export class ToldEvents {
  readonly #shown = new WeakMap<StreamedEvent, ShownEvent>();
  readonly #parts = new WeakMap<Batch, Map<string, Part>>();

  constructor(
    private readonly events: PublicEvents,
    private readonly ids: EventIds,
  ) {}

  beginning(tenant: TenantContext, position: number, types: readonly string[]): Told<ShownEvent> {
    return { notice: { name: 'open', said: { types } }, items: [], id: this.ids.idAt(tenant, position) };
  }

  /** Of a batch what somebody sees who may see these types, and has been told all up to a position; null where that is nothing. */
  partOf(tenant: TenantContext, batch: Batch, types: readonly string[], from: number): Part {
    if (from > batch.after) return this.#made(tenant, batch, types, from);
    const parts = this.#parts.get(batch) ?? new Map<string, Part>();
    this.#parts.set(batch, parts);
    const key = types.join();
    const known = parts.get(key);
    if (known !== undefined) return known;
    const part = this.#made(tenant, batch, types, from);
    parts.set(key, part);
    return part;
  }

  #made(tenant: TenantContext, { events, upTo, gap }: Batch, types: readonly string[], from: number): Part {
    const items = events.filter(({ position, type }) => position > from && types.includes(type)).map((event) => this.#show(tenant, event));
    if (items.length === 0 && gap === null) return null;
    return { notice: gap === null ? null : { name: 'reset', said: { reason: gap } }, items, id: this.ids.idAt(tenant, upTo) };
  }

  #show(tenant: TenantContext, event: StreamedEvent): ShownEvent {
    const known = this.#shown.get(event);
    if (known !== undefined) return known;
    const shown = this.events.show(this.ids.idAt(tenant, event.position), event);
    this.#shown.set(event, shown);
    return shown;
  }
}
