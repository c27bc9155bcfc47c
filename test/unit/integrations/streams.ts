import { InProcessEventSignals } from '../../../adapters/shared/in-process/in-process-event-signals.js';
import { lastShelf, streamShelf } from '../../../adapters/shared/memory/in-memory-event-relay.js';
import { InMemoryEventStream } from '../../../adapters/shared/memory/in-memory-event-stream.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import type { Batch } from '../../../application/integrations/batch.js';
import { EventHub, type Wish } from '../../../application/integrations/event-hub.js';
import type { StretchRequest } from '../../../application/shared/ports/event-stream.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { TameTiming } from '../../support/tame-timing.js';

/** A stream that counts how often it is read, and fails as it is told. */
export class CountedStream extends InMemoryEventStream {
  reads = 0;
  failure: Error | null = null;
  /** What holds back what was read, and nothing that is read after it. */
  held: Promise<void> | null = null;

  override async read(tenant: TenantContext, request: StretchRequest) {
    this.reads += 1;
    await new Promise(setImmediate);
    if (this.failure !== null) throw this.failure;
    const read = await super.read(tenant, request);
    const { held } = this;
    this.held = null;
    await held;
    return read;
  }
}

/** What somebody was told. */
export type Heard = { readonly told: unknown[]; readonly batches: Batch[]; room: Promise<void>; cause: unknown };

/** A hub over a stream in memory, whose time passes when it is told. */
export function aHub() {
  const store = new InMemoryStore();
  const stream = new CountedStream(store);
  const signals = new InProcessEventSignals();
  const timing = new TameTiming();
  const types = ['tests.bell-rang', 'tests.guest-came'];
  const open = () => new EventHub({ stream, signals, timing });
  const hub = open();
  return {
    store, stream, signals, timing, hub, types, open,

    /** Publishes so many events, and tells nobody. */
    async happen(tenant: TenantContext, count: number, type = 'tests.bell-rang'): Promise<number> {
      return store.run(tenant, async (transaction) => {
        const lasts = transaction.shelf(tenant, lastShelf);
        const last = lasts.get('last') ?? 0;
        for (let position = last + 1; position <= last + count; position++) {
          const now = new Date('2030-01-01T12:00:00Z');
          transaction.shelf(tenant, streamShelf).set(String(position), { position, type, aggregateId: 'a', payload: {}, occurredAt: now, publishedAt: now });
        }
        lasts.set('last', last + count);
        return last + count;
      });
    },

    /** Keeps what is behind this position alone. */
    forget: (tenant: TenantContext, upTo: number) => store.run(tenant, async (transaction) => {
      for (let position = 1; position <= upTo; position++) transaction.shelf(tenant, streamShelf).delete(String(position));
    }),

    /** The store as it was when the stream ended here. */
    restore: (tenant: TenantContext, last: number) => store.run(tenant, async (transaction) => {
      for (const key of transaction.shelf(tenant, streamShelf).keys()) if (Number(key) > last) transaction.shelf(tenant, streamShelf).delete(key);
      transaction.shelf(tenant, lastShelf).set('last', last);
    }),

    follow(tenant: TenantContext, wish: Partial<Wish> = {}, on = hub) {
      const heard: Heard = { told: [], batches: [], room: Promise.resolve(), cause: null };
      const follower = on.follow(tenant, { types, at: null, ...wish }, {
        began: (position) => heard.told.push(`open ${position}`),
        tell: (batch, from) => {
          heard.batches.push(batch);
          if (batch.gap !== null) heard.told.push(`${batch.gap} ${batch.upTo}`);
          heard.told.push(...batch.events.map(({ position }) => position).filter((position) => position > from));
        },
        ready: () => heard.room,
        lost: (cause) => (heard.cause = cause),
      });
      return { heard, follower };
    },
  };
}

/** Until everybody has done what they can without time passing. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await new Promise(setImmediate);
}

export const upTo = (last: number, from = 1): number[] => Array.from({ length: last - from + 1 }, (_, at) => from + at);
