import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
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
