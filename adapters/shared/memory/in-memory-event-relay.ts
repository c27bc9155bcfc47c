import { JobId } from '../../../application/shared/job-type.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import { EventRelay, type Subscribed } from '../../../application/shared/ports/event-relay.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { jobShelf, newJob } from './in-memory-jobs.js';
import { type InMemoryStore, outboxShelf, shelfName } from './in-memory-store.js';

/** An event at its place in the stream of its tenant. */
export type StreamedEvent = { readonly position: number; readonly type: string; readonly payload: unknown; readonly occurredAt: Date };
export const streamShelf = shelfName<StreamedEvent>('shared.event');

/** The outbox keeps what it had: the stream is as long as what was published of it. */
export class InMemoryEventRelay extends EventRelay {
  constructor(
    private readonly store: InMemoryStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async publish(_system: SystemContext, subscribed: readonly Subscribed[]): Promise<number> {
    const published = this.store.tenantsWith(outboxShelf).map((tenantId) => this.publishOf(TenantContext.visitor(tenantId), subscribed));
    return (await Promise.all(published)).reduce((sum, count) => sum + count, 0);
  }

  private publishOf(tenant: TenantContext, subscribed: readonly Subscribed[]): Promise<number> {
    return this.store.run(tenant, async (transaction) => {
      const [stream, jobs] = [transaction.shelf(tenant, streamShelf), transaction.shelf(tenant, jobShelf)];
      const announced = [...transaction.shelf(tenant, outboxShelf).values()].slice(stream.size);
      for (const { aggregateId, event } of announced) {
        const { type, occurredAt } = event;
        const [position, payload] = [stream.size + 1, payloadOf(event)];
        stream.set(String(position), { position, type, payload, occurredAt });
        for (const { job, starts } of subscribed.filter((one) => one.event === type)) {
          const heard = newJob({
            id: JobId.from(this.ids.next()),
            type: job,
            key: `event ${position}`,
            sequence: `${job} ${aggregateId}`,
            ordinal: position,
            data: { ...payload, occurredAt: occurredAt.toISOString() },
            principal: { kind: 'platform' },
            startsAllowed: starts,
          }, this.clock.now());
          jobs.set(heard.id, heard);
        }
      }
      return announced.length;
    });
  }
}

/** As any store keeps it: JSON, whole numbers beyond its own as strings. */
const payloadOf = ({ type: _, tenantId: __, occurredAt: ___, ...payload }: DomainEvent): object =>
  JSON.parse(JSON.stringify(payload, (____, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))) as object;
