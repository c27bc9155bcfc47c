// Follows streams of events by the thousand, in a process of its own: asked to open them, to cut some and take them up again, and
// in the end to say what was missing, what came twice, and how late what came was.
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { atOnce } from '../../support/laboratory/at-once.js';
import { type Compared, compared } from './compared.js';
import { EventStreamClient, sharedNow } from './event-stream-client.js';
import { answering } from './questions.js';
import type { Frame } from './stream-scanner.js';
import { type StreamedEvent, streamedEvent } from './streamed-event.js';
import './usage-probe.js';

/** One stream to follow: of which tenant, as whom, and where. */
export type Subscription = { readonly tenant: number; readonly token: string; readonly port: number };

/** What was published, in order: of each tenant, the invoices; and when each was sent, by the clock that processes share. */
export type Published = {
  readonly type: string;
  readonly ofTenant: Readonly<Record<number, readonly string[]>>;
  readonly sentAt: Readonly<Record<string, number>>;
  /** From then until it was published. */
  readonly p50PublishedMs: number;
  readonly p99PublishedMs: number;
};

/** What all streams have had, against what was published. */
export type Heard = Compared & {
  readonly streams: number;
  readonly frames: number;
  readonly bytesOfOne: number;
  /** How often the server has ended a stream, and why it did first. */
  readonly ended: number;
  readonly firstEnd: string | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

type Subscriber = { readonly client: EventStreamClient; readonly tenant: number; readonly numbers: number[]; readonly times: number[] };

const OPENED_AT_ONCE = 50;
const AWAY_MS = 500;

let subscribers: Subscriber[] = [];
const away = new Set<Subscriber>();
/** What has come so far, each once; streams remember its number. */
let events: StreamedEvent[] = [];
let numbers = new Map<string, number>();
let [bytesOfOne, ended, firstEnd] = [0, 0, null as string | null];

answering({
  async open(subscriptions: readonly Subscription[]) {
    [subscribers, events, numbers, ended, firstEnd] = [[], [], new Map(), 0, null];
    await atOnce(OPENED_AT_ONCE, 0, subscriptions.length, async (at) => {
      const { tenant, token, port } = subscriptions[at] as Subscription;
      const subscriber: Subscriber = {
        client: new EventStreamClient({
          token,
          onFrame: (frame) => {
            if (frame.data === '') return;
            subscriber.numbers.push(numberOf(tenant, frame));
            subscriber.times.push(sharedNow());
          },
          onEnded: (reason) => {
            ended += 1;
            firstEnd ??= reason;
          },
        }),
        tenant,
        numbers: [],
        times: [],
      };
      await subscriber.client.open(port);
      subscribers.push(subscriber);
    });
  },

  /** Cuts one of them that has had something already, stays away while more happens, and takes it up again there. */
  async reconnect({ port }: { readonly port: number }) {
    const candidates = subscribers.filter((one) => one.client.lastId !== null && !away.has(one));
    const one = candidates[Math.floor(Math.random() * candidates.length)];
    if (one === undefined) throw new Error('No stream has had anything yet.');
    away.add(one);
    one.client.cut();
    await delay(Math.random() * AWAY_MS);
    await one.client.open(port);
    away.delete(one);
  },

  /** How many frames the stream has had that has had the fewest. */
  least: () => Math.min(...subscribers.map(({ numbers: had }) => had.length)),

  close() {
    for (const { client } of subscribers) client.cut();
  },

  compare({ type, ofTenant, sentAt }: Published): Heard {
    const latencies = createHistogram({ lowest: 1, highest: 600_000_000, figures: 3 });
    const total = { frames: 0, missing: 0, twice: 0, outOfOrder: 0, foreign: 0 };
    for (const { tenant, numbers: had, times } of subscribers) {
      const mine: string[] = [];
      for (const [at, number] of had.entries()) {
        const event = events[number];
        if (event?.type !== type) continue;
        mine.push(event.invoiceId);
        const since = sentAt[event.invoiceId];
        if (since !== undefined) latencies.record(Math.max(1, Math.round(((times[at] ?? 0) - since) * 1_000)));
      }
      const { missing, twice, outOfOrder, foreign } = compared(mine, ofTenant[tenant] ?? []);
      total.frames += mine.length;
      total.missing += missing;
      total.twice += twice;
      total.outOfOrder += outOfOrder;
      total.foreign += foreign;
    }
    return {
      streams: subscribers.length,
      ...total,
      bytesOfOne,
      ended,
      firstEnd,
      p50Ms: latencies.percentile(50) / 1_000,
      p99Ms: latencies.percentile(99) / 1_000,
      maxMs: latencies.max / 1_000,
    };
  },
});
process.once('disconnect', () => process.exit());
process.send?.('ready');

/** What the same tenant is told under the same id and name is the same: it is read once. */
function numberOf(tenant: number, { id, event, data }: Frame): number {
  const key = `${tenant} ${event ?? ''} ${id ?? data}`;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  bytesOfOne = data.length;
  numbers.set(key, events.length);
  return events.push(streamedEvent(data)) - 1;
}
