import { JobId } from '../../../application/shared/job-type.js';
import type { Clock } from '../../../application/shared/ports/clock.js';
import { EventRelay, type Published, type Subscribed } from '../../../application/shared/ports/event-relay.js';
import type { StreamedEvent } from '../../../application/shared/ports/event-stream.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { jobShelf, newJob } from './in-memory-jobs.js';
import { type InMemoryStore, outboxShelf, shelfName } from './in-memory-store.js';

export const streamShelf = shelfName<StreamedEvent>('shared.event');

/** How far the stream goes, also when its beginning is kept no longer. */
export const lastShelf = shelfName<number>('shared.stream');

/** The outbox keeps what it had: the stream goes as far as what was published of it. */
export class InMemoryEventRelay extends EventRelay {
  constructor(
    private readonly store: InMemoryStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async publish(_system: SystemContext, subscribed: readonly Subscribed[]): Promise<Published> {
    const published = await Promise.all(this.store.tenantsWith(outboxShelf).map((tenantId) => this.publishOf(TenantContext.visitor(tenantId), subscribed)));
    return { events: published.reduce((sum, { events }) => sum + events, 0), advanced: published.flatMap(({ advanced }) => advanced) };
  }

  private publishOf(tenant: TenantContext, subscribed: readonly Subscribed[]): Promise<Published> {
    return this.store.run(tenant, async (transaction) => {
      const [stream, jobs] = [transaction.shelf(tenant, streamShelf), transaction.shelf(tenant, jobShelf)];
      const lasts = transaction.shelf(tenant, lastShelf);
      const last = lasts.get('last') ?? 0;
      const announced = [...transaction.shelf(tenant, outboxShelf).values()].slice(last);
      lasts.set('last', last + announced.length);
      for (const [at, { aggregateId, event }] of announced.entries()) {
        const { type, occurredAt } = event;
        const [position, payload] = [last + at + 1, payloadOf(event)];
        stream.set(String(position), { position, type, aggregateId, payload, occurredAt, publishedAt: this.clock.now() });
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
      const { tenantId } = tenant;
      return { events: announced.length, advanced: announced.length === 0 ? [] : [{ tenantId, position: last + announced.length }] };
    });
  }
}

/** As any store keeps it: JSON, whole numbers beyond its own as strings. */
const payloadOf = ({ type: _, tenantId: __, occurredAt: ___, ...payload }: DomainEvent): Readonly<Record<string, unknown>> =>
  JSON.parse(JSON.stringify(payload, (____, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))) as Readonly<Record<string, unknown>>;
