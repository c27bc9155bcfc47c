import { InProcessEventSignals } from '../../../adapters/shared/in-process/in-process-event-signals.js';
import { RedisEventSignals } from '../../../adapters/shared/redis/redis-event-signals.js';
import type { OpenedRedis } from '../../../infrastructure/redis.js';
import { onEachRedis } from '../../support/each-redis.js';
import { describeEventSignals } from './event-signals.contract.js';

describeEventSignals('in one process', async () => {
  const signals = new InProcessEventSignals();
  return { here: signals, there: signals, close: async () => undefined };
});

onEachRedis((home, redis) => {
  describeEventSignals(`between two processes, over ${home}`, async () => {
    const opened = [await redis.open(), await redis.open()] as const;
    const [here, there] = opened.map(signalsOver) as [RedisEventSignals, RedisEventSignals];
    return { here, there, close: async () => opened.forEach((one) => one.end()) };
  });
});

const signalsOver = ({ link, channels, keys }: OpenedRedis): RedisEventSignals => new RedisEventSignals(link, channels, keys);
