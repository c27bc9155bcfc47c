// Measures what is read from the cache, and what is told as it happens: what a setting adds to a request, how often a thousand
// cold reads load, how late events come to a thousand clients and what these take, and what is lost when streams are cut.
import { arch, cpus, loadavg, platform } from 'node:os';
import { parseArgs } from 'node:util';
import { aRedis } from '../support/redis.js';
import { shareCores } from './cores.js';
import { Generator } from './generator.js';
import { cachedSetting } from './realtime/cached-setting.js';
import { coldReads } from './realtime/cold-reads.js';
import { type Cast, type Delivered, delivery, REQUIRED } from './realtime/delivery.js';
import { type Installation, onInstallation, type Running, startAnswering } from './realtime/installation.js';
import { reconnects } from './realtime/reconnects.js';
import type { Heard } from './realtime/subscribers.js';
import { sample } from './sample.js';
import { signIn } from './stage.js';

const parts = ['setting', 'cold', 'delivery', 'reconnects', 'alone'];
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: parts },
    clients: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '24' },
    reconnects: { type: 'string', default: '200' },
  },
});
const [clients, seconds, rounds, times] = [values.clients, values.seconds, values.rounds, values.reconnects].map(Number) as [number, number, number, number];
const has = (part: string): boolean => values.only.includes(part);

/** Short, so that two that are compared are close to each other. */
const ROUND_SECONDS = 1;

/** A tenant may have as many as a test of a thousand asks for. */
const STREAMS = { ATRIUM_STREAMS: '100000', ATRIUM_STREAMS_PER_TENANT: '100000' };

const tell = (text: string): void => console.log(text);

const cores = shareCores();
tell(`${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, ${platform()} ${arch()}, Node ${process.versions.node}`);
tell(cores === null ? 'Not pinned: all share all cores.' : `Pinned: what is measured on core ${cores.server}; PostgreSQL, Redis, the worker and the load on core ${cores.rest}.`);
const [load = 0] = loadavg();
if (load > cpus().length / 2) tell(`Others are at work here (load ${load.toFixed(1)}): expect the numbers to differ.`);

const failures = await onInstallation({ ...sample, tenants: sample.tenantsAsked }, async (installation, resources) => {
  const redis = await aRedis();
  resources.defer(() => redis.end());
  const settings = { REDIS_URL: redis.url };
  const found: string[] = [];
  if (has('cold')) found.push(...(await coldReads(installation, settings, tell)));
  if (has('setting')) {
    const generator = await Generator.start();
    resources.defer(() => generator.close());
    found.push(...(await cachedSetting(installation, settings, { cores, generator, rounds, seconds: ROUND_SECONDS, tell })));
  }
  if (has('delivery') || has('reconnects')) found.push(...(await withRedis(installation, settings)));
  if (has('alone')) found.push(...(await alone(installation)));
  return found;
});
for (const failure of failures) tell(failure);
process.exit(failures.length > 0 ? 1 : 0);

/** A process that takes commands and a worker, beside one that streams: each time another, which has not held anything yet. They wake each other over Redis. */
async function withRedis({ client, start }: Installation, redis: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const streamingApi = (): Promise<Running> => start({ name: 'streaming api', settings: { ...redis, ...STREAMS, ATRIUM_ROLE: 'api' }, cores });
  const commands = await start({ name: 'commanded api', settings: { ...redis, ...STREAMS, ATRIUM_ROLE: 'api' } });
  const worker = await start({ name: 'worker', settings: { ...redis, ATRIUM_ROLE: 'worker' } });
  const subscribers = await startAnswering(new URL('realtime/subscribers.ts', import.meta.url));
  const tokens = await tokensOf(commands.port);
  const found: string[] = [];
  const measure = async (work: (cast: Cast) => Promise<readonly string[]>): Promise<void> => {
    const streaming = await streamingApi();
    try {
      found.push(...(await work({ streaming, commands, subscribers, client })));
    } finally {
      await streaming.stop();
    }
  };
  try {
    if (has('delivery')) {
      for (const [whose, ofThese] of [['one tenant', tokens.slice(0, 1)], [`${tokens.length} tenants`, tokens]] as const) {
        await measure(async (cast) => reported(`${clients.toLocaleString('en')} clients of ${whose}`, await delivery(cast, clients, seconds, ofThese)));
      }
    }
    if (has('reconnects')) await measure(async (cast) => resumed(await reconnects(cast, times, seconds, tokens.slice(0, 10))));
  } finally {
    await Promise.all([subscribers, worker, commands].map((one) => one.stop()));
  }
  return found;
}

function resumed({ streams, frames, missing, twice, outOfOrder, foreign, ended, firstEnd }: Heard): readonly string[] {
  const isWhole = frames > 0 && missing + twice + outOfOrder + foreign + ended === 0;
  tell(`${times} reconnects of ${streams} streams, alternately on two processes, while ${frames.toLocaleString('en')} events came: ${missing} missing, ${twice} twice, ${outOfOrder} out of order, ${foreign} of others, ${ended} ended${firstEnd === null ? '' : ` (${firstEnd})`}: ${isWhole ? 'passed' : 'FAILED'}`);
  return isWhole ? [] : ['Streams are not whole after they were cut.'];
}

/** One process that is all of it, with the stand-ins: it takes the commands and publishes beside. Told, and not judged. */
async function alone({ client, start }: Installation): Promise<readonly string[]> {
  const all = await start({ name: 'all in one', settings: { ...STREAMS, ATRIUM_ROLE: 'all' }, cores });
  const subscribers = await startAnswering(new URL('realtime/subscribers.ts', import.meta.url));
  try {
    const delivered = await delivery({ streaming: all, commands: all, subscribers, client }, clients, seconds, (await tokensOf(all.port)).slice(0, 1));
    reported(`${clients.toLocaleString('en')} clients of one tenant, in one process that is all of it, without Redis`, delivered);
  } finally {
    await Promise.all([subscribers.stop(), all.stop()]);
  }
  return [];
}

async function tokensOf(port: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (let tenant = 1; tenant <= sample.tenantsAsked; tenant++) tokens.push(await signIn({ port }, tenant));
  return tokens;
}

function reported(what: string, { streams, frames, bytesOfOne, missing, twice, outOfOrder, foreign, ended, firstEnd, p50Ms, p99Ms, maxMs, p50PublishedMs, p99PublishedMs, bytesOfClient, bytesOfClientIdle, cpuShare, cpuUsOfFrame, readerCpuShare }: Delivered): readonly string[] {
  const verdict = (isRight: boolean, required: string): string => (isRight ? 'passed' : `FAILED, ${required}`);
  const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;
  const [isOnTime, isLight, isWhole] = [p99Ms <= REQUIRED.p99Ms, bytesOfClient <= REQUIRED.bytesOfClient, streams === clients && frames > 0 && missing + twice + outOfOrder + foreign + ended === 0];
  tell(`${what}: ${frames.toLocaleString('en')} events of ${bytesOfOne} bytes came in ${seconds} s, ${Math.round(frames / seconds).toLocaleString('en')} a second`);
  tell(`  from the command to the client p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, at most ${maxMs.toFixed(0)} ms (until it was published ${p50PublishedMs.toFixed(1)} and ${p99PublishedMs.toFixed(1)} ms): ${verdict(isOnTime, `${REQUIRED.p99Ms} ms are allowed`)}`);
  tell(`  memory of a client ${kib(bytesOfClientIdle)} at first, ${kib(bytesOfClient)} in the end: ${verdict(isLight, `${kib(REQUIRED.bytesOfClient)} are allowed`)}`);
  tell(`  the process that streams took ${(cpuShare * 100).toFixed(0)} % of a core, ${cpuUsOfFrame.toFixed(1)} µs for each event of each client; the one that reads all streams took ${(readerCpuShare * 100).toFixed(0)} %`);
  tell(`  ${missing} missing, ${twice} twice, ${outOfOrder} out of order, ${foreign} of others, ${ended} streams ended${firstEnd === null ? '' : ` (${firstEnd})`}: ${verdict(isWhole, 'none is allowed')}`);
  return [...(isOnTime ? [] : ['Events come too late.']), ...(isLight ? [] : ['A client takes too much memory.']), ...(isWhole ? [] : ['Streams are not whole.'])];
}
