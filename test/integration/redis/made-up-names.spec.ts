import { expect } from 'chai';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { RedisSharedTier } from '../../../adapters/shared/redis/redis-shared-tier.js';
import { type CachedKind, CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import { lasting } from '../../support/cached-kinds.js';
import { onEachRedis } from '../../support/each-redis.js';
import { aTenant } from '../../support/tenants.js';

const brief: CachedKind<string> = { ...lasting, keptSeconds: 30, absentSeconds: 3 };
const tag = 'shelf';

onEachRedis((home, redis) => {
  describe(`whoever asks for what does not exist, over ${home}`, () => {
    for (const [kind, mostMs] of [[brief, 60_000], [lasting, 1_200_000]] as const) {
      it(`leaves nothing behind for long, where answers are kept for ${kind.keptSeconds} seconds`, async () => {
        const { link, channels, keys, end } = await redis.open();
        const tenant = aTenant();
        await new TieredCache(new RedisSharedTier(link, channels, keys)).get(tenant, CacheKey.of(tenant, kind, 'made up', [CacheTag.of(tenant, tag)]), async () => null);

        for (const key of [keys.tag(tenant, tag), keys.allTags(tenant)]) expect(await link.insist((client) => client.pttl(key)), key).to.be.within(1, mostMs);
        end();
      });
    }
  });
});
