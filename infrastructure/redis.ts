import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { RedisKeys } from '../adapters/shared/redis/redis-keys.js';
import { RedisChannels } from '../adapters/shared/redis/redis-channels.js';
import { type RedisClient, RedisLink, type RedisObserver } from '../adapters/shared/redis/redis-link.js';
import type { RedisSettings } from './configuration.js';
import type { RedisNode } from './redis-connection.js';

/** What a process has of Redis. */
export type OpenedRedis = { readonly link: RedisLink; readonly channels: RedisChannels; readonly keys: RedisKeys; end(): void };

/** Nobody waits so long: whoever asks is told by the link before that. What is not answered by then is given up, and so is a connection that is silent. */
const COMMAND_MS = 1_000;
const SILENCE_MS = 2_000;

const LONGEST_PAUSE_MS = 1_000;

/** How often it is said that Redis does not answer. */
const QUIET_MS = 60_000;

/** Opens two connections, one to ask and one to hear, and goes on opening them: whether Redis is there is not waited for. */
export function openRedis(settings: RedisSettings, observer: RedisObserver): OpenedRedis {
  const asking = settings.isCluster ? clusterClient(settings) : new Redis({ ...optionsOf(settings), ...settings.nodes[0], ...patience });
  const hearing = hearingClient(settings, asking);
  for (const client of [asking, hearing]) client.on('error', (error: unknown) => observer.onFailed(error));
  const link = new RedisLink(asking, observer);
  const channels = new RedisChannels(hearing);
  return {
    link,
    channels,
    keys: new RedisKeys(settings.prefix),
    end() {
      link.end();
      channels.end();
      hearing.disconnect();
      asking.disconnect();
    },
  };
}

const pause = (times: number): number => Math.min(50 * 2 ** Math.min(times, 10), LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);

const patience = { retryStrategy: pause, enableOfflineQueue: false };

/** Nothing is sent a second time on a new connection: by then nobody waits for it. */
const optionsOf = ({ user, password, database, isEncrypted, authorities }: RedisSettings) =>
  ({
    ...(user === null ? {} : { username: user }),
    ...(password === null ? {} : { password }),
    db: database,
    connectTimeout: COMMAND_MS,
    commandTimeout: COMMAND_MS,
    socketTimeout: SILENCE_MS,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    disableClientInfo: true,
    ...(isEncrypted ? { tls: { rejectUnauthorized: true, ...(authorities === undefined ? {} : { ca: authorities }) } } : {}),
  }) satisfies RedisOptions;

const clusterClient = (settings: RedisSettings): Cluster =>
  new Cluster([...settings.nodes], {
    redisOptions: optionsOf(settings),
    clusterRetryStrategy: pause,
    enableOfflineQueue: false,
    maxRedirections: 4,
    slotsRefreshTimeout: COMMAND_MS,
    slotsRefreshInterval: 10_000,
    // a certificate names the host, not its address
    dnsLookup: (host, found) => found(null, host),
  });

/** Of a Cluster any node will do, as each passes on what is said to it; when one is lost, the next is tried. */
function hearingClient(settings: RedisSettings, asking: RedisClient): Redis {
  const nodes = (): readonly RedisNode[] => {
    const known = asking instanceof Cluster ? asking.nodes('master').map(({ options: { host = '', port = 0 } }) => ({ host, port })) : [];
    return known.length > 0 ? known : settings.nodes;
  };
  const client: Redis = new Redis({
    ...optionsOf(settings),
    ...settings.nodes[0],
    ...patience,
    retryStrategy: (times) => {
      Object.assign(client.options, nodes()[times % nodes().length]);
      return pause(times);
    },
  });
  return client;
}

/** Says once a minute that Redis does not answer. What was sent is not told: it may be what nobody should read. */
export function tellingOfRedis(log: Logger, now: () => number = () => performance.now()): RedisObserver {
  let failedAt = -Infinity;
  let awayAt = -Infinity;
  let unsaid = 0;
  let isSaid = false;
  return {
    onFailed: (error) => {
      unsaid += 1;
      if (now() - failedAt < QUIET_MS) return;
      failedAt = now();
      isSaid = true;
      log.warn({ cause: error instanceof Error ? error.message : String(error), times: unsaid }, 'Redis does not answer');
      unsaid = 0;
    },
    onAway: () => {
      if (now() - awayAt < QUIET_MS) return;
      awayAt = now();
      isSaid = true;
      log.warn('Redis is away: until it is back, this process remembers for itself and wakes nobody');
    },
    onBack: () => {
      if (isSaid) log.info('Redis is back');
      isSaid = false;
    },
  };
}
