import { expect } from 'chai';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { type CachedKind, CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import type { Cache } from '../../../application/shared/ports/cache.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { lasting } from '../../support/cached-kinds.js';
import { aTenant } from '../../support/tenants.js';

type Opened = { close(): Promise<void> };
type OneCache = Opened & { readonly cache: Cache };
type CacheInTime = OneCache & { pass(ms: number): void };

/** A cache as each of two processes has it, and what befalls what they share. */
export type SharedCaches = Opened & {
  readonly one: Cache;
  readonly other: Cache;
  /** Takes away what they share. */
  cut(): Promise<void>;
  /** Gives it back. */
  mend(): Promise<void>;
};

/** What every cache promises. */
export function describeCache(home: string, open: () => Promise<OneCache>): void {
  describe(`a cache ${home}`, () => {
    const opening = openedByEach(open);

    it('loads an answer once, and gives it to whoever asks after', async () => {
      const { cache } = await opening();
      const shelf = aShelf();

      expect(await shelf.read(cache)).to.equal('first');
      expect(await shelf.read(cache, 'second')).to.equal('first');
      expect(shelf.loads).to.equal(1);
    });

    it('loads once for a thousand who ask at once', async () => {
      const { cache } = await opening();
      const shelf = aShelf();
      const truth = Promise.withResolvers<string>();

      const asking = Array.from({ length: 1_000 }, () => shelf.read(cache, truth.promise));
      truth.resolve('found');

      expect(new Set(await Promise.all(asking))).to.deep.equal(new Set(['found']));
      expect(shelf.loads).to.equal(1);
    });

    it('remembers that there is nothing', async () => {
      const { cache } = await opening();
      const shelf = aShelf();

      expect(await shelf.read(cache, null)).to.equal(null);
      expect(await shelf.read(cache, 'bought since')).to.equal(null);
    });

    it('keeps no failure', async () => {
      const { cache } = await opening();
      const shelf = aShelf();
      const failure = new Error('the lights went out');

      const failing = [shelf.read(cache, Promise.reject(failure)), shelf.read(cache, 'not asked')];
      for (const failed of failing) await expect(failed).to.be.rejected.and.eventually.equal(failure);

      expect(await shelf.read(cache, 'found')).to.equal('found');
    });

    it('keeps the answers of tenants, kinds and ids apart', async () => {
      const { cache } = await opening();
      const [tenant, stranger] = [aTenant(), aTenant()];
      const other = { ...lasting, name: 'library.desk' };
      const keys = [
        [tenant, lasting, 'a'], [tenant, lasting, 'b'], [tenant, other, 'a'], [stranger, lasting, 'a'],
      ] as const;
      const read = (answer: (at: number) => string) =>
        Promise.all(keys.map(([of, kind, id], at) => cache.get(of, CacheKey.of(of, kind, id, []), async () => answer(at))));

      expect(await read(String)).to.deep.equal(['0', '1', '2', '3']);
      expect(await read(() => 'not asked')).to.deep.equal(['0', '1', '2', '3']);
    });

    it('refuses the key, and the tag, of another tenant', async () => {
      const { cache } = await opening();
      const [tenant, stranger] = [aTenant(), aTenant()];
      const tag = CacheTag.of(stranger, 'shelf');

      await expect(cache.get(tenant, CacheKey.of(stranger, lasting, 'shelf', [tag]), async () => 'theirs')).to.be.rejectedWith(TypeError, 'another tenant');
      await expect(cache.forget(tenant, [tag])).to.be.rejectedWith(TypeError, 'another tenant');
      expect(() => CacheKey.of(tenant, lasting, 'shelf', [tag])).to.throw(TypeError, 'another tenant');
    });

    it('forgets with any of the tags of an answer, and nothing else', async () => {
      const { cache } = await opening();
      const tenant = aTenant();
      const [shelf, twoTags, colleague, stranger] = [
        aShelf(tenant), aShelf(tenant, { id: 'both', tags: ['room', 'shelf'] }), aShelf(tenant, { id: 'other', tags: ['desk'] }), aShelf(),
      ];
      const read = (truth: string) => Promise.all([shelf, twoTags, colleague, stranger].map((it) => it.read(cache, truth)));
      await read('before');

      await cache.forget(tenant, [CacheTag.of(tenant, 'shelf')]);
      expect(await read('after')).to.deep.equal(['after', 'after', 'before', 'before']);
      await cache.forget(tenant, [CacheTag.of(tenant, 'room')]);
      expect(await read('later')).to.deep.equal(['after', 'later', 'before', 'before']);
    });

    it('gives what was forgotten while it was loading, and does not keep it', async () => {
      const { cache } = await opening();
      const shelf = aShelf();
      const truth = Promise.withResolvers<string>();

      const asking = shelf.read(cache, truth.promise);
      await shelf.hasBegun();
      await shelf.forget(cache);
      truth.resolve('before');

      expect(await asking).to.equal('before');
      expect(await shelf.read(cache, 'after')).to.equal('after');
    });

    it('gives nobody who asks after a change what began to load before it', async () => {
      const { cache } = await opening();
      const shelf = aShelf();
      const truth = Promise.withResolvers<string>();

      const early = shelf.read(cache, truth.promise);
      await shelf.hasBegun();
      await shelf.forget(cache);
      const late = await Promise.all([shelf.read(cache, 'after'), shelf.read(cache, 'not asked')]);
      truth.resolve('before');

      expect(late).to.deep.equal(['after', 'after']);
      expect(await early).to.equal('before');
      expect(await shelf.read(cache, 'not asked')).to.equal('after');
    });
  });
}

/** What every cache promises of an answer that grows old: the time of the process, and of what is shared, must be the test's. */
export function describeCacheInTime(home: string, open: () => Promise<CacheInTime>): void {
  describe(`a cache ${home}, as time passes`, () => {
    const opening = openedByEach(open);
    const ageing = { ...lasting, freshSeconds: 10, keptSeconds: 60, absentSeconds: 5 };

    it('gives what is not fresh any more, and loads it anew behind the back of whoever asks, one at a time', async () => {
      const { cache, pass } = await opening();
      const shelf = aShelf(aTenant(), { kind: ageing });
      const truth = Promise.withResolvers<string>();
      await shelf.read(cache, 'old');

      pass(10_000);
      expect(await Promise.all([shelf.read(cache, truth.promise), shelf.read(cache, truth.promise)])).to.deep.equal(['old', 'old']);
      await until(() => shelf.loads === 2);
      expect(await shelf.read(cache, 'not asked')).to.equal('old');
      truth.resolve('new');

      await until(async () => (await shelf.read(cache, 'not asked')) === 'new');
      expect(shelf.loads).to.equal(2);
    });

    it('gives the old answer while it cannot be loaded anew, and only as long as it is kept', async () => {
      const { cache, pass } = await opening();
      const shelf = aShelf(aTenant(), { kind: ageing });
      await shelf.read(cache, 'old');

      pass(59_000);
      expect(await shelf.read(cache, Promise.reject(new Error('away')))).to.equal('old');
      await until(() => shelf.loads === 2);
      await turn();
      pass(1_000);

      await expect(shelf.read(cache, Promise.reject(new Error('still away')))).to.be.rejectedWith('still away');
    });

    it('keeps for a time of its own that there is nothing', async () => {
      const { cache, pass } = await opening();
      const shelf = aShelf(aTenant(), { kind: ageing });
      await shelf.read(cache, null);

      pass(4_999);
      expect(await shelf.read(cache, 'bought since')).to.equal(null);
      pass(1);
      expect(await shelf.read(cache, 'bought since')).to.equal('bought since');
    });
  });
}

/** What several processes may rely on that share a cache. */
export function describeSharedCache(home: string, open: () => Promise<SharedCaches>): void {
  describe(`a cache ${home}`, () => {
    const opening = openedByEach(open);
    /** Of which no process goes by its own copy. */
    const brief: CachedKind<string> = { ...lasting, localSeconds: 0 };
    /** What a cache has of it without loading. */
    const sharedBy = ({ read }: ReturnType<typeof aShelf>, cache: Cache) => read(cache, Promise.reject(new Error('not shared yet'))).catch(() => 'nothing yet');

    it('loads once for both', async () => {
      const { one, other } = await opening();
      const shelf = aShelf();
      await shelf.read(one);
      await until(async () => (await sharedBy(shelf, other)) === 'first');
    });

    it('shares that there is nothing', async () => {
      const { one, other } = await opening();
      const shelf = aShelf();
      await shelf.read(one, null);
      await until(async () => (await sharedBy(shelf, other)) === null);
    });

    it('forgets in the other what was forgotten in the one', async () => {
      const { one, other } = await opening();
      const shelf = aShelf();
      await shelf.read(other, 'before');

      await shelf.forget(one);

      expect(await shelf.read(one, 'after')).to.equal('after');
      await until(async () => (await shelf.read(other, 'after')) === 'after');
    });

    it('forgets there what was loading there meanwhile', async () => {
      const { one, other } = await opening();
      const shelf = aShelf();
      const truth = Promise.withResolvers<string>();
      const asking = shelf.read(other, truth.promise);
      await shelf.hasBegun();

      await shelf.forget(one);
      truth.resolve('before');

      expect(await asking).to.equal('before');
      expect(await shelf.read(one, 'after')).to.equal('after');
      await until(async () => (await shelf.read(other, 'after')) === 'after');
    });

    it('loads anew what another version of the process has stored', async () => {
      const { one, other } = await opening();
      const older: CachedKind<string> = { ...lasting, write: (value) => ({ value }) };
      const [theirs, ours] = [aShelf(aTenant(), { kind: older }), lasting];
      await theirs.read(one, 'in another form');

      expect(await aShelf(theirs.tenant, { kind: ours }).read(other, 'read anew')).to.equal('read anew');
    });

    it('answers while what they share is away, and forgets after all what was forgotten meanwhile', async () => {
      const { one, other, cut, mend } = await opening();
      const shelf = aShelf(aTenant(), { kind: brief });
      await shelf.read(one, 'before');

      await cut();
      expect(await aShelf().read(one, 'from the store')).to.equal('from the store');
      await shelf.forget(one);
      expect(await shelf.read(one, 'after')).to.equal('after');
      await mend();

      expect(await shelf.read(one, 'after')).to.equal('after');
      await until(async () => (await shelf.read(other, 'after')) === 'after');
    });
  });
}

/** Opens what a test wants, and closes it after. */
function openedByEach<Home extends Opened>(open: () => Promise<Home>): () => Promise<Home> {
  const opened: Home[] = [];
  afterEach(async () => {
    for (const home of opened.splice(0)) await home.close();
  });
  return async () => {
    const home = await open();
    opened.push(home);
    return home;
  };
}

type ShelfOptions = { readonly id?: string; readonly kind?: CachedKind<string>; readonly tags?: readonly string[] };

/** What a tenant has on a shelf, as caches are asked for it. */
function aShelf(tenant: TenantContext = aTenant(), { id = 'shelf', kind = lasting, tags: names = ['shelf'] }: ShelfOptions = {}) {
  const tags = names.map((name) => CacheTag.of(tenant, name));
  const begun = Promise.withResolvers<void>();
  let loads = 0;
  return {
    tenant,
    get loads() {
      return loads;
    },
    hasBegun: () => begun.promise,
    forget: (cache: Cache) => cache.forget(tenant, tags),
    read(cache: Cache, truth: string | null | Promise<string | null> = 'first') {
      // what nobody waits for may fail all the same
      Promise.resolve(truth).catch(() => undefined);
      return cache.get(tenant, CacheKey.of(tenant, kind, id, tags), async () => {
        loads += 1;
        begun.resolve();
        return truth;
      });
    },
  };
}

/** Waits for what comes about by itself. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; !(await isSo()); looks++) {
    if (looks === 1_000) throw new Error(`It does not come about: ${String(isSo)}`);
    await delay(2);
  }
}
