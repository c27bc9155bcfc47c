import { setTimeout as delay } from 'node:timers/promises';
import type { Cast } from './delivery.js';
import { publish } from './publishing.js';
import type { Heard, Subscription } from './subscribers.js';

const PER_SECOND = 50;
const LATEST_MS = 15_000;
const CLIENTS = 200;

/** Streams that are cut at random, one after the other, and taken up again where they were, on either process in turn, while events come. */
export async function reconnects(cast: Cast, times: number, seconds: number, tokens: readonly string[]): Promise<Heard> {
  const { streaming, commands, subscribers, client } = cast;
  const ports = [streaming.port, commands.port];
  const subscriptions = Array.from({ length: CLIENTS }, (_, at): Subscription => ({ tenant: 1 + (at % tokens.length), token: tokens[at % tokens.length] ?? '', port: ports[at % 2] ?? 0 }));
  await subscribers.ask('open', subscriptions);
  const publishing = publish({ port: commands.port, tokens, client, perSecond: PER_SECOND, seconds });
  const cutting = (async () => {
    await delay(2_000);
    const resumed: Promise<unknown>[] = [];
    for (let time = 0; time < times; time++) {
      resumed.push(subscribers.ask('reconnect', { port: ports[time % 2] }));
      await delay(((seconds - 4) * 1_000) / times);
    }
    await Promise.all(resumed);
  })();
  const [published] = await Promise.all([publishing, cutting]);
  const fewest = Math.min(...Object.values(published.ofTenant).map(({ length }) => length));
  const deadline = performance.now() + LATEST_MS;
  while ((await subscribers.ask<number>('least')) < fewest && performance.now() < deadline) await delay(100);
  // what comes once more may come late
  await delay(1_000);
  const heard = await subscribers.ask<Heard>('compare', published);
  await subscribers.ask('close');
  return heard;
}
