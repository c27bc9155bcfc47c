// Takes Redis away from a busy installation, again and again, and counts what was wrong. Exits 1 unless nothing was.
//
// Two processes of the API, a worker, and callers that ask either: W5 (reads of invoices, lists, new ones), settings that one
// writes and others read, roles that are changed while their holder asks, streams of events. Redis is killed and started again,
// empty; it is frozen, so that it takes connections and says nothing; and a node of a cluster is killed and started again.
//
// What is wrong, whatever Redis does:
// - an invoice that is read is not, byte for byte, what its creation was answered with; one that is created is not what was asked for;
// - the first page of a list is not 20, not in order, or lacks what was created before it was asked for and is newer than its last;
// - a setting that was written, and answered, is not what the next read on the same process gives, nor any other read there that is asked later;
// - on the other process it is older than what was written 2 s before it was asked for, or than what this reader was given 2 s
//   before; the oldest is printed;
// - it is something that nobody has written;
// - a role that was taken away still serves 2 s after that was answered, or one that was given does not; what is asked while a
//   change is on its way is not judged;
// - the token of a session serves 2 s after that was ended, or does not serve before;
// - an event is missing from a stream, comes twice, or out of order, by the order in PostgreSQL; a stream that is ended is taken up again where it was;
// - any answer has another status than expected; 5xx is counted by itself, and so is what was not answered within 10 s.
// Nothing is counted as checked that was not held against something.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { onInstallation, type Installation, type Running } from '../performance/realtime/installation.js';
import { aligned } from '../performance/report.js';
import { sample } from '../performance/sample.js';
import { signIn } from '../performance/stage.js';
import { aRedis, aRedisCluster, type OwnRedis } from '../support/redis.js';
import { Account, type Phase } from './redis/account.js';
import { invoices } from './redis/invoices.js';
import type { Asked, Load } from './redis/load.js';
import { frozen, killed, type Outages } from './redis/outages.js';
import { roles } from './redis/roles.js';
import { sessions } from './redis/sessions.js';
import { settings } from './redis/settings.js';
import { Streams, type StreamsHeard } from './redis/streams.js';

const loads = ['invoices', 'settings', 'roles', 'sessions', 'streams'];
const { values } = parseArgs({ options: { times: { type: 'string', default: '6' }, only: { type: 'string', multiple: true, default: loads } } });
const times = Number(values.times);
const has = (load: string): boolean => values.only.includes(load);

/** Of these, the first few have settings that are written, members whose roles are changed, and streams. */
const TENANTS = 10;
const WITH_SETTINGS = 4;
const WITH_MEMBERS = 3;
const WITH_SESSIONS = 2;
const WITH_STREAMS = 3;
const WARM_UP_MS = 5_000;

const tell = (text: string): void => console.log(text);

const passed = await onInstallation({ ...sample, tenants: TENANTS, invoicesPerTenant: 200 }, async (installation, resources) => {
  const single = await aRedis();
  resources.defer(() => single.end());
  const one = await underLoad('one server', installation, { REDIS_URL: single.url }, async (account, outages) => {
    await killed([single], times, account, outages);
    await frozen([single], times, account, outages);
  });
  const cluster = await aRedisCluster();
  resources.defer(() => cluster.end());
  const many = await underLoad('a cluster of three', installation, clusterSettings(cluster.nodes), async (account, outages) => {
    await killed(cluster.nodes, times, account, outages);
    await frozen(cluster.nodes, times, account, outages);
  });
  return one && many;
});
process.exit(passed ? 0 : 1);

/** How an installation is told of a cluster. */
function clusterSettings(nodes: readonly OwnRedis[]): Record<string, string> {
  return { REDIS_URL: nodes.map(({ url }) => url).join(',') };
}

async function underLoad(
  what: string,
  { client, start }: Installation,
  redis: Readonly<Record<string, string>>,
  outagesOf: (account: Account, outages: Outages) => Promise<void>,
): Promise<boolean> {
  tell(`\n${what}: two processes of the API and a worker start`);
  const processes: Running[] = [];
  for (const role of ['api', 'api', 'worker']) processes.push(await start({ name: `${role} ${processes.length} on ${what}`, settings: { ...redis, ATRIUM_ROLE: role, ATRIUM_LOG_LEVEL: 'warn' } }));
  const [first, second] = processes as [Running, Running, Running];
  const tokens = await Promise.all(Array.from({ length: TENANTS }, (_, at) => signIn(first, at + 1)));
  const asked: Asked = { ports: [first.port, second.port], tokens };
  const account = new Account(tell);
  const outages: Outages = { kills: 0, restarts: 0, freezes: 0, thaws: 0 };

  let isOver = false;
  const load: Load = { isOver: () => isOver };
  const streams = new Streams(client, asked, tell);
  if (has('streams')) await streams.open(WITH_STREAMS);
  const busy = Promise.all([
    ...(has('invoices') ? [invoices(account, asked, load)] : []),
    ...(has('settings') ? [settings(account, { ...asked, tokens: tokens.slice(0, WITH_SETTINGS) }, load)] : []),
    ...(has('roles') ? [roles(account, { ...asked, tokens: tokens.slice(-WITH_MEMBERS) }, load)] : []),
    ...(has('sessions') ? [sessions(account, { ...asked, tokens: tokens.slice(WITH_SETTINGS, WITH_SETTINGS + WITH_SESSIONS) }, WITH_SETTINGS + 1, load)] : []),
  ]);
  const outaging = delay(WARM_UP_MS).then(() => outagesOf(account, outages)).finally(() => (isOver = true));
  await Promise.all([busy, outaging]);
  const heard = await streams.close();
  await Promise.all(processes.map((one) => one.stop()));
  return reported(what, account, outages, heard);
}

function reported(what: string, account: Account, { kills, restarts, freezes, thaws }: Outages, heard: StreamsHeard): boolean {
  tell(`${account.requests.toLocaleString('en')} requests; ${kills} kills, ${restarts} restarts, ${freezes} freezes, ${thaws} thaws`);
  const ms = (us: number | undefined): string => (us === undefined ? '–' : (us / 1_000).toFixed(1));
  const phases: readonly Phase[] = ['healthy', 'killed', 'frozen', 'recovering'];
  tell(aligned([
    ['while Redis is', '', 'answers', 'p50 ms', 'p99 ms', 'at most ms', 'a setting is behind by at most, ms'],
    ...phases.flatMap((phase) => {
      const waits = account.waits.get(phase);
      return waits === undefined ? [] : [[phase, '', waits.count.toLocaleString('en'), ms(waits.percentile(50)), ms(waits.percentile(99)), ms(waits.max), (account.mostBehind.get(phase) ?? 0).toFixed(0)]];
    }),
  ]));
  tell(aligned([['checked', '', 'times', 'wrong'], ...[...account.checked].map(([name, count]) => [name, '', count.toLocaleString('en'), String(account.wrong.get(name) ?? 0)])]));
  tell(`${heard.streams} streams with ${heard.events.toLocaleString('en')} events, ended ${heard.ended} times: ${heard.missing} missing, ${heard.twice} twice, ${heard.outOfOrder} out of order`);
  const unsought = account.wrong.get('status') ?? 0;
  const gaps = heard.missing + heard.twice + heard.outOfOrder;
  const isRight = account.wrongInAll === 0 && account.serverErrors === 0 && account.hanging === 0 && gaps === 0;
  tell(`${what}: ${account.wrongInAll} wrong answers (${unsought} by their status), ${account.serverErrors} 5xx, ${account.hanging} not answered, ${gaps} gaps: ${isRight ? 'passed' : 'FAILED'}`);
  return isRight;
}
