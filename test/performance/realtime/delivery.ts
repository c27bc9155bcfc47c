import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Running } from './installation.js';
import { publish } from './publishing.js';
import type { Heard, Published, Subscription } from './subscribers.js';
import type { Usage } from './usage-probe.js';

/** 1,000 streams on one process, and 50 events a second in all. */
export const REQUIRED = { p99Ms: 250, bytesOfClient: 60 * 1024 };

const PER_SECOND = 50;
const LATEST_MS = 15_000;
/** What is loaded and compiled once is none of the cost of a client. Few: what they leave free is used again. */
const WARM_UP_CLIENTS = 20;

/** Who serves the streams, who takes the commands, and who follows. */
export type Cast = { readonly streaming: Running; readonly commands: Running; readonly subscribers: Running; readonly client: pg.Client };

export type Delivered = Heard & Pick<Published, 'p50PublishedMs' | 'p99PublishedMs'> & {
  readonly bytesOfClientIdle: number;
  readonly bytesOfClient: number;
  /** Of one core, while events came. */
  readonly cpuShare: number;
  readonly cpuUsOfFrame: number;
  /** The same of the process that reads all streams: when that has no room, what it says of times says nothing of the other. */
  readonly readerCpuShare: number;
};

/** So many clients in all, spread over the tenants of these tokens, while these tenants take turns in what happens. */
export async function delivery({ streaming, commands, subscribers, client }: Cast, clients: number, seconds: number, tokens: readonly string[]): Promise<Delivered> {
  const subscriptions = (count: number): readonly Subscription[] =>
    Array.from({ length: count }, (_, at) => ({ tenant: 1 + (at % tokens.length), token: tokens[at % tokens.length] ?? '', port: streaming.port }));
  const used = async (): Promise<Usage> => {
    await streaming.ask('collect');
    return streaming.ask<Usage>('usage');
  };
  const shape = { port: commands.port, tokens, client, perSecond: PER_SECOND };

  await subscribers.ask('open', subscriptions(Math.min(clients, WARM_UP_CLIENTS)));
  await publish({ ...shape, seconds: 3 });
  await subscribers.ask('close');
  await delay(500);
  const before = await used();

  await subscribers.ask('open', subscriptions(clients));
  const [idle, readerBefore] = [await used(), await subscribers.ask<Usage>('usage')];
  const published = await publish({ ...shape, seconds });
  const fewest = Math.min(...Object.values(published.ofTenant).map(({ length }) => length));
  const deadline = performance.now() + LATEST_MS;
  while ((await subscribers.ask<number>('least')) < fewest && performance.now() < deadline) await delay(100);
  const [busy, readerAfter] = [await streaming.ask<Usage>('usage'), await subscribers.ask<Usage>('usage')];
  const after = await used();
  const heard = await subscribers.ask<Heard>('compare', published);
  await subscribers.ask('close');
  await delay(500);
  const cpuUs = busy.cpuUs - idle.cpuUs;
  return {
    ...heard,
    p50PublishedMs: published.p50PublishedMs,
    p99PublishedMs: published.p99PublishedMs,
    bytesOfClientIdle: (idle.residentBytes - before.residentBytes) / clients,
    bytesOfClient: (after.residentBytes - before.residentBytes) / clients,
    cpuShare: cpuUs / (seconds * 1e6),
    cpuUsOfFrame: cpuUs / heard.frames,
    readerCpuShare: (readerAfter.cpuUs - readerBefore.cpuUs) / (seconds * 1e6),
  };
}
