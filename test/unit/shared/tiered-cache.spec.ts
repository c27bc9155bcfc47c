import { expect } from 'chai';
import { setImmediate as turn } from 'node:timers/promises';
import { type CacheBounds, TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import type { SharedTier } from '../../../adapters/shared/shared-tier.js';
import { type CachedKind, CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { lasting } from '../../support/cached-kinds.js';
import { InMemorySharedTier } from '../../support/in-memory-shared-tier.js';
import { SetClock } from '../../support/set-clock.js';
import { aTenant } from '../../support/tenants.js';

const tenant: TenantContext = aTenant();
const shelfTag = [CacheTag.of(tenant, 'shelf')];
const keyOf = (kind: CachedKind<string>, id = 'shelf', tags = shelfTag) => CacheKey.of(tenant, kind, id, tags);

/** Two processes over what they share. */
function processes() {
  const clock = new SetClock();
  const tier = new InMemorySharedTier(clock);
  return { clock, tier, one: new TieredCache(tier.seen(), clock), other: new TieredCache(tier.seen(), clock) };
}

describe('a process that goes by its own copy', () => {
  const local = { ...lasting, localSeconds: 1 };

  it('does so for its time at most, when word of a change is lost', async () => {
    const { clock, tier, one, other } = processes();
    tier.losesWord = true;
    await other.get(tenant, keyOf(local), async () => 'before');

    await one.forget(tenant, shelfTag);
    clock.pass(999);
    expect(await other.get(tenant, keyOf(local), async () => 'after')).to.equal('before');
    clock.pass(1);
    expect(await other.get(tenant, keyOf(local), async () => 'after')).to.equal('after');
  });

  it('reckons that from when the loading began', async () => {
    const { clock, one } = processes();
    const slowly = async () => {
      clock.pass(1_000);
      return 'slowly';
    };

    expect(await one.get(tenant, keyOf({ ...local, freshSeconds: 0.5, keptSeconds: 0.5 }), slowly)).to.equal('slowly');
    expect(await one.get(tenant, keyOf({ ...local, freshSeconds: 0.5, keptSeconds: 0.5 }), async () => 'anew')).to.equal('anew');
  });

  it('keeps nothing that it found in what is shared while it forgot', async () => {
    const { one, other, tier } = processes();
    await other.get(tenant, keyOf(lasting), async () => 'before');
    const shared = tier.seen();
    const forgotten = Promise.withResolvers<void>();
    const slow: SharedTier = { ...shared, forget: (...told) => forgotten.promise.then(() => shared.forget(...told)) };
    const slowOne = new TieredCache(slow);

    const forgetting = slowOne.forget(tenant, shelfTag);
    expect(await slowOne.get(tenant, keyOf(lasting), async () => 'not asked')).to.equal('before');
    forgotten.resolve();
    await forgetting;

    expect(await slowOne.get(tenant, keyOf(lasting), async () => 'after')).to.equal('after');
    expect(await one.get(tenant, keyOf(lasting), async () => 'not asked')).to.equal('after');
  });
});

describe('an answer that grows old in what is shared', () => {
  const ageing = { ...lasting, freshSeconds: 10, keptSeconds: 60, localSeconds: 0 };

  it('is given, and loaded anew behind the back of whoever asks', async () => {
    const { clock, one, other } = processes();
    await one.get(tenant, keyOf(ageing), async () => 'old');

    clock.pass(10_000);
    expect(await other.get(tenant, keyOf(ageing), async () => 'new')).to.equal('old');
    await turn();
    await turn();

    expect(await one.get(tenant, keyOf(ageing), async () => 'not asked')).to.equal('new');
  });

  it('is taken from whoever has loaded it anew already', async () => {
    const { clock, one, other } = processes();
    const local = { ...ageing, localSeconds: 60 };
    await one.get(tenant, keyOf(local), async () => 'old');
    await other.get(tenant, keyOf(local), async () => 'not asked');

    clock.pass(10_000);
    await one.get(tenant, keyOf(local), async () => 'new');
    await turn();
    expect(await other.get(tenant, keyOf(local), async () => 'not asked')).to.equal('old');
    await turn();
    expect(await other.get(tenant, keyOf(local), async () => 'not asked')).to.equal('new');
  });

  it('serves nobody any more when its time is over', async () => {
    const { clock, one, other } = processes();
    await one.get(tenant, keyOf(ageing), async () => 'old');
    clock.pass(60_000);
    expect(await other.get(tenant, keyOf(ageing), async () => 'new')).to.equal('new');
  });
});

describe('the memory of a cache', () => {
  const bounded = (bounds: Partial<CacheBounds>) => new TieredCache(null, new SetClock(), { answers: 1_000, characters: 100_000, tags: 1_000, ...bounds });
  const keptOf = async (cache: TieredCache, ids: readonly string[]) => {
    const kept: string[] = [];
    for (const id of ids) if ((await cache.get(tenant, keyOf(lasting, id), async () => null)) !== null) kept.push(id);
    return kept;
  };

  it('holds so many answers', async () => {
    const cache = bounded({ answers: 2 });
    for (const id of ['a', 'b', 'c']) await cache.get(tenant, keyOf(lasting, id), async () => id);
    expect(await keptOf(cache, ['c', 'b'])).to.deep.equal(['c', 'b']);
    expect(await keptOf(cache, ['a'])).to.deep.equal([]);
  });

  it('holds so many characters, and gives without keeping what is longer alone', async () => {
    const cache = bounded({ characters: 1_000 });
    for (const id of ['a', 'b']) await cache.get(tenant, keyOf(lasting, id), async () => 'x'.repeat(600));
    expect(await cache.get(tenant, keyOf(lasting, 'c'), async () => 'x'.repeat(2_000))).to.have.length(2_000);
    expect(await keptOf(cache, ['b'])).to.deep.equal(['b']);
    expect(await keptOf(cache, ['c', 'a'])).to.deep.equal([]);
  });

  it('serves nothing of which it does not know any more whether it has changed', async () => {
    const cache = bounded({ tags: 2 });
    await cache.get(tenant, keyOf(lasting), async () => 'before');
    await cache.forget(tenant, shelfTag);
    await cache.forget(tenant, ['a', 'b'].map((name) => CacheTag.of(tenant, name)));

    expect(await cache.get(tenant, keyOf(lasting), async () => 'after')).to.equal('after');
    expect(await cache.get(tenant, keyOf(lasting), async () => 'not asked')).to.equal('after');
  });
});
