import { expect } from 'chai';
import { Redis } from 'ioredis';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { RedisEventSignals } from '../../../adapters/shared/redis/redis-event-signals.js';
import { RedisSharedTier } from '../../../adapters/shared/redis/redis-shared-tier.js';
import { CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import { lasting } from '../../support/cached-kinds.js';
import { onEachOwnRedis } from '../../support/each-redis.js';
import { aTenant } from '../../support/tenants.js';

/** What the page for operators says to grant. */
const rules = readFileSync(resolve(import.meta.dirname, '../../../docs/operations.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('ACL SETUSER atrium '))
  .map((line) => line.replace('>…', '>hunter2').split(' ').slice(1));

onEachOwnRedis((home, redis) => {
  describe(`with the rights that the page for operators grants on ${home}`, () => {
    async function granted(rule: readonly string[]): Promise<void> {
      for (const { url } of redis.nodes) {
        const client = new Redis(url);
        await client.call('ACL', ...rule);
        client.disconnect();
      }
    }

    before(async () => {
      expect(rules).to.have.length(2);
      // the second is for a Cluster
      for (const rule of rules.slice(0, redis.nodes.length > 1 ? 2 : 1)) await granted(rule);
    });

    it('all that a process does is done', async () => {
      const opened = [await redis.open('atrium:hunter2'), await redis.open('atrium:hunter2')] as const;
      try {
        const [one, other] = opened.map(({ link, channels, keys }) => new TieredCache(new RedisSharedTier(link, channels, keys))) as [TieredCache, TieredCache];
        const tenant = aTenant();
        const tags = [CacheTag.of(tenant, 'shelf')];
        const key = CacheKey.of(tenant, lasting, 'shelf', tags);
        await other.get(tenant, key, async () => 'before');
        await one.forget(tenant, tags);
        while ((await other.get(tenant, key, async () => 'after')) !== 'after') await delay(5);

        const heard: number[] = [];
        const [here, there] = opened.map(({ link, channels, keys }) => new RedisEventSignals(link, channels, keys)) as [RedisEventSignals, RedisEventSignals];
        const end = here.hear(tenant, (position) => heard.push(position));
        while (!heard.includes(0)) await delay(5);
        there.tell(tenant, 7);
        while (!heard.includes(7)) await delay(5);
        end();
        await delay(20);

        expect(opened.map(({ failures }) => failures())).to.deep.equal([0, 0]);
      } finally {
        for (const redis of opened) redis.end();
      }
    });

    for (const [what, tagsBefore] of [['what', 0], ['what with more of the tenant’s than is told one by one', 150]] as const) {
      it(`${what} cannot be forgotten is not read either, and is forgotten once it can be`, async () => {
        const opened = [await redis.open('atrium:hunter2'), await redis.open('atrium:hunter2')] as const;
        try {
          const [one, other] = opened.map(({ link, channels, keys }) => new TieredCache(new RedisSharedTier(link, channels, keys))) as [TieredCache, TieredCache];
          const tenant = aTenant();
          const tags = [CacheTag.of(tenant, 'shelf')];
          const key = CacheKey.of(tenant, { ...lasting, localSeconds: 0 }, 'shelf', tags);
          // of many answers one may fail
          for (let times = 0; times < 20; times += 1) await one.get(tenant, key, async () => 'before');
          await granted(['SETUSER', 'atrium', '-del']);

          const others = Array.from({ length: tagsBefore }, (_, at) => CacheTag.of(tenant, String(at)));
          await one.forget(tenant, [...tags, ...others]);
          expect(await one.get(tenant, key, async () => 'after')).to.equal('after');

          await granted(['SETUSER', 'atrium', '+del']);
          while ((await other.get(tenant, key, async () => 'after')) !== 'after') await delay(5);
        } finally {
          for (const redis of opened) redis.end();
        }
      });
    }

    it('nothing else is done', async () => {
      const client = new Redis((redis.nodes[0]?.url ?? '').replace('//', '//atrium:hunter2@'));
      try {
        await expect(client.set('another', 'key')).to.be.rejectedWith('NOPERM');
        await expect(client.flushall()).to.be.rejectedWith('NOPERM');
        await expect(client.publish('another', 'channel')).to.be.rejectedWith('NOPERM');
      } finally {
        client.disconnect();
      }
    });
  });
});
