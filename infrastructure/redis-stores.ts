import type { Logger } from 'pino';
import { TieredCache } from '../adapters/shared/in-process/tiered-cache.js';
import { RedisEventSignals } from '../adapters/shared/redis/redis-event-signals.js';
import { RedisSharedTier } from '../adapters/shared/redis/redis-shared-tier.js';
import type { Configuration } from './configuration.js';
import type { SharedStores } from './platform.js';
import { type OpenedRedis, openRedis, tellingOfRedis } from './redis.js';
import { standIns } from './stand-ins.js';

type RedisStores = Pick<SharedStores, 'cache' | 'signals'>;

/** A command goes on without Redis after so long. */
const COMMAND_WAIT_MS = 1_000;

/** The cache and the signals over Redis, or what stands in for them in one process, which is then said. */
export function redisStores({ redis, database }: Configuration, log: Logger, resources: AsyncDisposableStack): RedisStores {
  if (redis === null) {
    const sentence = 'without REDIS_URL, what is cached and who is woken is known to this process alone: it is to be the only one';
    if (database.kind === 'embedded') log.info(sentence);
    else log.warn(sentence);
    return standIns();
  }
  const opened = openRedis(redis, tellingOfRedis(log));
  resources.defer(async () => opened.end());
  return storesOver(opened);
}

/** The same for a command beside the service: what it changes is forgotten by all processes. */
export async function redisStoresBeside({ redis }: Configuration, resources: AsyncDisposableStack): Promise<RedisStores> {
  if (redis === null) return standIns();
  const silent = () => undefined;
  const opened = openRedis(redis, { onFailed: silent, onAway: silent, onBack: silent });
  resources.defer(async () => opened.end());
  if (!(await opened.link.isFound(COMMAND_WAIT_MS))) {
    process.stderr.write('Redis does not answer: processes that remember what is changed now go by that until they look again.\n');
  }
  return storesOver(opened);
}

const storesOver = ({ link, channels, keys }: OpenedRedis): RedisStores => ({
  cache: new TieredCache(new RedisSharedTier(link, channels, keys)),
  signals: new RedisEventSignals(link, channels, keys),
});
