import { LRUCache } from 'lru-cache';
import { assertTagsOf, type CachedKind, type CacheKey, type CacheTag } from '../../../application/shared/cache-key.js';
import { Cache } from '../../../application/shared/ports/cache.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { SharedTier } from '../shared-tier.js';

/** An answer; as of when its loading began: by the changes that were known then, and by the clock of this process. */
type Held = { readonly value: unknown; readonly since: number; readonly freshUntil: number; readonly keptUntil: number };

type Flight = { readonly since: number; readonly answer: Promise<unknown> };

/** How much a process holds: answers, characters that these have as JSON, and tags of which it is known when they changed. */
export type CacheBounds = { readonly answers: number; readonly characters: number; readonly tags: number };

const BOUNDS: CacheBounds = { answers: 50_000, characters: 32 * 1024 * 1024, tags: 50_000 };

/**
 * Keeps answers in this process, over a tier that all processes share, if there is one. Every change of a tag gets the next
 * number, and an answer serves as long as none of its tags has a later number than the one at which its loading began.
 */
export class TieredCache extends Cache {
  readonly #held: LRUCache<string, Held>;
  readonly #flights = new Map<string, Flight>();
  /** When each tag changed, the oldest change first. Of tags that are not here any more, the last change was `#floor` or before. */
  readonly #changes = new Map<string, number>();
  #floor = 0;
  #now = 0;

  constructor(
    private readonly shared: SharedTier | null = null,
    /** A monotonic clock in milliseconds; tests pass their own. */
    private readonly time: { now(): number } = performance,
    private readonly bounds = BOUNDS,
  ) {
    super();
    this.#held = new LRUCache({ max: bounds.answers, maxSize: bounds.characters });
    shared?.onForgotten((tenantId, tag) => this.#change(`${tenantId} ${tag}`), () => this.#changeAll());
  }

  override get<Value>(tenant: TenantContext, key: CacheKey<Value>, load: () => Promise<Value | null>): Promise<Value | null> {
    if (tenant.tenantId !== key.tenantId) return Promise.reject(new TypeError('The key belongs to another tenant.'));
    const held = this.#held.get(key.uniqueName);
    const now = this.time.now();
    if (held === undefined || now >= held.keptUntil || !this.#serves(held, key)) return this.#fly(tenant, key, load);
    if (now >= held.freshUntil) this.#refresh(tenant, key, load);
    return Promise.resolve(held.value as Value | null);
  }

  override async forget(tenant: TenantContext, tags: readonly CacheTag[]): Promise<void> {
    assertTagsOf(tenant, tags);
    for (const { uniqueName } of tags) this.#change(uniqueName);
    if (this.shared === null) return;
    await this.shared.forget(tenant, tags);
    // what was found there meanwhile may have been stored before
    for (const { uniqueName } of tags) this.#change(uniqueName);
  }

  #change(tag: string): void {
    this.#now += 1;
    this.#changes.delete(tag);
    this.#changes.set(tag, this.#now);
    if (this.#changes.size <= this.bounds.tags) return;
    const [oldest, at] = this.#changes.entries().next().value as [string, number];
    this.#changes.delete(oldest);
    this.#floor = at;
  }

  #changeAll(): void {
    this.#now += 1;
    this.#floor = this.#now;
    this.#changes.clear();
  }

  #serves({ since }: { readonly since: number }, { tags }: CacheKey<unknown>): boolean {
    if (since < this.#floor) return false;
    for (const { uniqueName } of tags) if ((this.#changes.get(uniqueName) ?? 0) > since) return false;
    return true;
  }

  /** Behind the back of whoever asks: if it fails, the answer that is held goes on serving. */
  #refresh<Value>(tenant: TenantContext, key: CacheKey<Value>, load: () => Promise<Value | null>): void {
    this.#fly(tenant, key, load, false).catch(() => undefined);
  }

  /** Of many who ask at once, one loads: unless something has changed since it began. */
  #fly<Value>(tenant: TenantContext, key: CacheKey<Value>, load: () => Promise<Value | null>, mayBeOld = true): Promise<Value | null> {
    const flying = this.#flights.get(key.uniqueName);
    if (flying !== undefined && this.#serves(flying, key)) return flying.answer as Promise<Value | null>;
    const since = this.#now;
    const answer = this.#answer(tenant, key, load, since, mayBeOld).finally(() => {
      if (this.#flights.get(key.uniqueName)?.answer === answer) this.#flights.delete(key.uniqueName);
    });
    this.#flights.set(key.uniqueName, { since, answer });
    return answer;
  }

  async #answer<Value>(tenant: TenantContext, key: CacheKey<Value>, load: () => Promise<Value | null>, since: number, mayBeOld: boolean): Promise<Value | null> {
    const startedAt = this.time.now();
    const found = this.shared === null ? null : await this.shared.find(tenant, key);
    const shared = found?.entry ?? null;
    const isOld = shared !== null && shared.ageMs >= key.kind.freshSeconds * 1000;
    const value = shared === null || (isOld && !mayBeOld) ? undefined : readAs(key.kind, shared.value);
    if (shared !== null && value !== undefined) {
      this.#hold(key, value, since, startedAt, shared.ageMs);
      if (isOld) setImmediate(() => this.#refresh(tenant, key, load));
      return value;
    }
    const loaded = await load();
    this.#hold(key, loaded, since, startedAt, 0);
    if (found !== null) this.#share(tenant, key, loaded, found.tokens, this.time.now() - startedAt);
    return loaded;
  }

  #hold<Value>(key: CacheKey<Value>, value: Value | null, since: number, startedAt: number, ageMs: number): void {
    const { kind, uniqueName } = key;
    const keptUntil = startedAt + Math.min(keptMs(kind, value) - ageMs, kind.localSeconds * 1000);
    if (keptUntil <= startedAt || !this.#serves({ since }, key)) return;
    const size = uniqueName.length + JSON.stringify(written(kind, value)).length;
    this.#held.set(uniqueName, { value, since, freshUntil: startedAt + kind.freshSeconds * 1000 - ageMs, keptUntil }, { size });
  }

  /** Nobody waits for it. */
  #share<Value>(tenant: TenantContext, key: CacheKey<Value>, value: Value | null, tokens: readonly string[], ageMs: number): void {
    const forMs = keptMs(key.kind, value) - ageMs;
    if (forMs > 0) void this.shared?.keep(tenant, key, { value: written(key.kind, value), ageMs }, tokens, forMs);
  }
}

const keptMs = <Value>({ keptSeconds, absentSeconds }: CachedKind<Value>, value: Value | null): number => (value === null ? absentSeconds : keptSeconds) * 1000;

const written = <Value>(kind: CachedKind<Value>, value: Value | null): unknown => (value === null ? null : kind.write(value));

/** Undefined when it is not what this version of the process would have written. */
function readAs<Value>(kind: CachedKind<Value>, raw: unknown): Value | null | undefined {
  if (raw === null) return null;
  try {
    return kind.read(raw);
  } catch {
    return undefined;
  }
}
