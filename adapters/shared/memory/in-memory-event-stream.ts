import { EventStream, type Stretch, type StretchRequest } from '../../../application/shared/ports/event-stream.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { lastShelf, streamShelf } from './in-memory-event-relay.js';
import type { InMemoryStore } from './in-memory-store.js';

export class InMemoryEventStream extends EventStream {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async read(tenant: TenantContext, { after, types, limit }: StretchRequest): Promise<Stretch> {
    const kept = [...this.store.shelf(tenant, streamShelf).values()].sort((one, other) => one.position - other.position);
    const last = this.store.shelf(tenant, lastShelf).get('last') ?? 0;
    const wanted = kept.filter(({ position, type }) => position > after && (types === undefined || types.includes(type)));
    return { events: wanted.slice(0, limit), forgottenUpTo: (kept[0]?.position ?? last + 1) - 1, last };
  }
}
