import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { RedisSharedTier } from '../../../adapters/shared/redis/redis-shared-tier.js';
import type { OpenedRedis } from '../../../infrastructure/redis.js';
import { onEachOwnRedis, onEachRedis } from '../../support/each-redis.js';
import { InMemorySharedTier } from '../../support/in-memory-shared-tier.js';
import { SetClock } from '../../support/set-clock.js';
import { describeCache, describeCacheInTime, describeSharedCache } from './cache.contract.js';

const close = async () => undefined;

const inOneProcess = async () => {
  const clock = new SetClock();
  return { cache: new TieredCache(null, clock), pass: (ms: number) => clock.pass(ms), close };
};
const overWhatIsShared = async () => {
  const clock = new SetClock();
  return { cache: new TieredCache(new InMemorySharedTier(clock).seen(), clock), pass: (ms: number) => clock.pass(ms), close };
};

describeCache('in one process', inOneProcess);
describeCacheInTime('in one process', inOneProcess);
describeCache('over what is shared', overWhatIsShared);
describeCacheInTime('over what is shared', overWhatIsShared);

describeSharedCache('that two processes share in memory', async () => {
  const clock = new SetClock();
  const tier = new InMemorySharedTier(clock);
  return {
    one: new TieredCache(tier.seen(), clock),
    other: new TieredCache(tier.seen(), clock),
    async cut() {
      tier.isAway = true;
    },
    async mend() {
      tier.isAway = false;
    },
    close,
  };
});

const tiered = ({ link, channels, keys }: OpenedRedis) => new TieredCache(new RedisSharedTier(link, channels, keys));

onEachRedis((home, redis) => {
  describeCache(`over ${home}`, async () => {
    const opened = await redis.open();
    return { cache: tiered(opened), close: async () => opened.end() };
  });
});

onEachOwnRedis((home, redis) => {
  describeSharedCache(`that two processes share in ${home}`, async () => {
    const opened = [await redis.open(), await redis.open()] as const;
    return {
      one: tiered(opened[0]),
      other: tiered(opened[1]),
      async cut() {
        for (const node of redis.nodes) node.freeze();
      },
      async mend() {
        for (const node of redis.nodes) node.thaw();
      },
      async close() {
        for (const one of opened) one.end();
      },
    };
  });
});
