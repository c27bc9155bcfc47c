import { expect } from 'chai';
import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { RedisEventSignals } from '../../../adapters/shared/redis/redis-event-signals.js';
import { RedisSharedTier } from '../../../adapters/shared/redis/redis-shared-tier.js';
import { type CachedKind, CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { lasting } from '../../support/cached-kinds.js';
import { type CountedRedis, onEachOwnRedis } from '../../support/each-redis.js';
import { aTenant } from '../../support/tenants.js';

/** Of which no process goes by its own copy. */
const brief: CachedKind<string> = { ...lasting, localSeconds: 0 };

onEachOwnRedis((home, redis) => {
  describe(`when ${home} is away`, () => {
    let [one, other]: readonly Process[] = [];
    beforeEach(async () => {
      [one, other] = [new Process(await redis.open()), new Process(await redis.open())];
      await Promise.all(both().map((process) => process.hears()));
    });
    afterEach(async () => {
      for (const node of redis.nodes) node.thaw();
      for (const process of [one, other]) process?.end();
    });
    const both = (): readonly [Process, Process] => [one as Process, other as Process];
    const freeze = () => redis.nodes.forEach((node) => node.freeze());
    const thaw = () => redis.nodes.forEach((node) => node.thaw());
    const allAway = () => until(() => both().every((process) => process.redis.link.isAway));
    const allBack = () => until(() => both().every((process) => !process.redis.link.isAway));

    it('a process answers from the store, and waits for it a few times at most', async () => {
      const [process] = both();
      for (let at = 0; at < 30; at += 1) await process.read(aShelf(), 'warm');
      const before = process.redis.failures();
      freeze();

      for (let at = 0; at < 200; at += 1) expect(await process.read(aShelf(), String(at))).to.equal(String(at));

      expect(process.redis.failures() - before).to.be.within(1, 10);
    });

    it('what is forgotten meanwhile is served by no process once it is back', async () => {
      const [writer, reader] = both();
      const shelf = aShelf();
      await shared(shelf, 'before', writer, reader);
      freeze();

      await writer.forget(shelf);
      expect(await writer.read(shelf, 'after')).to.equal('after');
      await allAway();
      thaw();

      while (both().some(({ redis: { link } }) => link.isAway)) {
        for (const process of both()) expect(await process.read(shelf, 'after')).to.equal('after');
        await delay(1);
      }
      for (const process of both()) expect(await process.read(shelf, 'after')).to.equal('after');
      await shared(shelf, 'after', writer, reader);
    });

    it('a process drops its own copy of what is forgotten meanwhile, once it is back', async () => {
      const [writer, reader] = both();
      const shelf = aShelf(lasting);
      await shared(shelf, 'before', writer, reader);
      freeze();

      await writer.forget(shelf);
      thaw();

      await until(async () => (await reader.read(shelf, 'after')) === 'after');
    });

    it('a process drops its own copy as soon as it hears that another has forgotten', async () => {
      const [writer, reader] = both();
      const shelf = aShelf(lasting);
      await shared(shelf, 'before', writer, reader);

      await writer.forget(shelf);

      await until(async () => (await reader.read(shelf, 'after')) === 'after');
    });

    it('a process may miss what is said: it drops its own copies when it hears again', async () => {
      const [writer, reader] = both();
      const shelf = aShelf(lasting);
      await shared(shelf, 'before', writer, reader);

      await Promise.all(redis.nodes.map(({ url }) => deafened(url)));
      await writer.forget(shelf);

      await until(async () => (await reader.read(shelf, 'after')) === 'after');
    });

    it('word may be lost: nothing that was stored before is trusted after', async () => {
      const [process] = both();
      const shelf = aShelf();
      await shared(shelf, 'before', process, process);

      freeze();
      await allAway();
      thaw();
      await allBack();

      expect(await process.read(shelf, 'after')).to.equal('after');
    });

    it('it may answer and take no changes: nothing is served that could not be forgotten', async () => {
      const [writer, reader] = both();
      const shelf = aShelf();
      await shared(shelf, 'before', writer, reader);
      const replicasNeeded = (count: string) => Promise.all(redis.nodes.map(({ url }) => configured(url, 'min-replicas-to-write', count)));
      await replicasNeeded('1');

      try {
        await writer.forget(shelf);
        for (const process of both()) expect(await process.read(shelf, 'after')).to.equal('after');
      } finally {
        await replicasNeeded('0');
      }
      await allBack();
      await shared(shelf, 'after', writer, reader);
    });

    it('nobody storms the store once it is back: each process loads an answer once', async () => {
      const shelves = Array.from({ length: 50 }, () => aShelf());
      for (const shelf of shelves) await shared(shelf, 'before', ...both());
      freeze();
      await allAway();
      thaw();
      await allBack();

      let loads = 0;
      for (let times = 0; times < 5; times += 1) {
        const asking = both().flatMap((process) => shelves.flatMap((shelf) => [shelf, shelf, shelf].map((it) => process.load(it, async () => String((loads += 1))))));
        await Promise.all(asking);
        await delay(20);
      }
      expect(loads).to.be.within(shelves.length, 2 * shelves.length);
    });

    it('it is killed, and comes back empty: processes find it again, and share again', async () => {
      const [writer, reader] = both();
      const [shelf, copied] = [aShelf(), aShelf(lasting)];
      for (const it of [shelf, copied]) await shared(it, 'before', writer, reader);
      const heard: number[] = [];
      const signals = both().map(({ redis: { link, channels, keys } }) => new RedisEventSignals(link, channels, keys));
      signals[1]?.hear(shelf.tenant, (position) => heard.push(position));
      await until(() => heard.includes(0));

      await Promise.all(redis.nodes.map((node) => node.kill()));
      await allAway();
      await writer.forget(shelf);
      await writer.forget(copied);
      expect(await writer.read(shelf, 'after')).to.equal('after');
      heard.length = 0;
      await Promise.all(redis.nodes.map((node) => node.restart()));
      await allBack();

      expect(await reader.read(shelf, 'after')).to.equal('after');
      await until(async () => (await reader.read(copied, 'after')) === 'after');
      await shared(shelf, 'after', writer, reader);
      await until(() => heard.includes(0));
      signals[0]?.tell(shelf.tenant, 7);
      await until(() => heard.includes(7));
    });
  });
});

type Shelf = { readonly tenant: TenantContext; readonly key: CacheKey<string> };

function aShelf(kind = brief, tenant = aTenant(), tag = 'shelf'): Shelf {
  return { tenant, key: CacheKey.of(tenant, kind, tag, [CacheTag.of(tenant, tag)]) };
}

/** What one process does. */
class Process {
  readonly #cache;

  constructor(readonly redis: CountedRedis) {
    this.#cache = new TieredCache(new RedisSharedTier(redis.link, redis.channels, redis.keys));
  }

  /** Until what is said reaches it. */
  async hears(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { link, channels, keys } = this.redis;
    const end = new RedisEventSignals(link, channels, keys).hear(aTenant(), () => resolve());
    await promise;
    end();
  }

  load({ tenant, key }: Shelf, load: () => Promise<string>): Promise<string | null> {
    return this.#cache.get(tenant, key, load);
  }

  read(shelf: Shelf, truth: string): Promise<string | null> {
    return this.load(shelf, async () => truth);
  }

  forget({ tenant, key }: Shelf): Promise<void> {
    return this.#cache.forget(tenant, key.tags);
  }

  end(): void {
    this.redis.end();
  }
}

async function configured(url: string, name: string, value: string): Promise<void> {
  const client = new Redis(url);
  await client.config('SET', name, value);
  client.disconnect();
}

/** Takes the connections away from all who hear. */
async function deafened(url: string): Promise<void> {
  const client = new Redis(url);
  await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  client.disconnect();
}

/** Lets one process load it, until the other has it from what they share. */
async function shared(shelf: Shelf, truth: string, one: Process, other: Process): Promise<void> {
  const found = async () => other.load(shelf, () => Promise.reject(new Error('not shared yet'))).catch(() => null);
  while ((await found()) !== truth) {
    await one.read(shelf, truth);
    await delay(1);
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(5);
}
