import { type OpenedRedis, openRedis } from '../../infrastructure/redis.js';
import { redisConnection } from '../../infrastructure/redis-connection.js';
import { NotToBeHad } from './debian-program.js';
import { skip } from './mocha-skip.js';
import { aRedis, aRedisCluster, type OwnRedis, theRedis, theRedisCluster } from './redis.js';

/** Redis as a process has it. */
export type CountedRedis = OpenedRedis & {
  /** How often it has not answered, or not in time. */
  readonly failures: () => number;
};

type OnRedis = {
  /** Once it answers. As a user of its own, if that is said: `user:password`. */
  open(as?: string): Promise<CountedRedis>;
  /** The servers; empty where others use them as well. */
  readonly nodes: readonly OwnRedis[];
};

type Describe = (home: string, redis: OnRedis) => void;

/** Runs suites on a single server and on a Cluster, which others use as well. They are skipped where no Redis is to be had. */
export function onEachRedis(describeOn: Describe): void {
  described('a single Redis', describeOn, async () => ({ urls: [await theRedis()], nodes: [], end: async () => undefined }));
  described('a Cluster of Redis', describeOn, async () => ({ urls: await theRedisCluster(), nodes: [], end: async () => undefined }));
}

/** Runs suites on servers that nobody else uses, to be treated badly: on a single one, and on a Cluster. */
export function onEachOwnRedis(describeOn: Describe): void {
  described('a single Redis of its own', describeOn, async () => {
    const redis = await aRedis();
    return { urls: [redis.url], nodes: [redis], end: () => redis.end() };
  });
  described('a Cluster of Redis of its own', describeOn, aRedisCluster);
}

type Started = { readonly urls: readonly string[]; readonly nodes: readonly OwnRedis[]; end(): Promise<void> };

function described(home: string, describeOn: Describe, start: () => Promise<Started>): void {
  describe(`on ${home}`, () => {
    let started: Started | null = null;
    before(async function () {
      // it may have to be fetched first
      this.timeout(600_000);
      try {
        started = await start();
      } catch (error) {
        if (error instanceof NotToBeHad) skip(this, error.message);
        throw error;
      }
    });
    after(() => started?.end());
    describeOn(home, {
      open: (as) => openedRedis((started?.urls ?? []).map((url) => (as === undefined ? url : url.replace('//', `//${as}@`)))),
      get nodes() {
        return started?.nodes ?? [];
      },
    });
  });
}

async function openedRedis(urls: readonly string[]): Promise<CountedRedis> {
  const connection = redisConnection(urls.join(','));
  if (connection === null) throw new Error('No Redis has been started.');
  let failures = 0;
  const observer = { onFailed: () => void (failures += 1), onAway: () => undefined, onBack: () => undefined };
  const opened = openRedis({ ...connection, prefix: 'atrium', authorities: undefined }, observer);
  await opened.link.isFound(Infinity);
  return { ...opened, failures: () => failures };
}
