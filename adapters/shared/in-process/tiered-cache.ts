import { LRUCache } from 'lru-cache';
import type { CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import { Cache } from '../../../application/shared/ports/cache.js';
import type { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';

/** What all processes share of an answer, as JSON. */
export type SharedEntry = {
  /** Null: there is nothing. */
  readonly value: unknown;
  /** By the clock of whoever loaded it. */
  readonly ageMs: number;
};

/** What was found of an answer, and by what its tags were known at that moment: it is stored by these, so that what was forgotten meanwhile is not kept. */
export type SharedFinding = { readonly entry: SharedEntry | null; readonly tokens: readonly string[] };

/** The tier that all processes share. Waits for it are bounded: when it is away, that is said at once or soon. */
export type SharedTier = {
  /** @returns null when it is away. */
  find(tenant: TenantContext, key: CacheKey<unknown>): Promise<SharedFinding | null>;
  /** Never throws. */
  keep(tenant: TenantContext, key: CacheKey<unknown>, entry: SharedEntry, tokens: readonly string[], forMs: number): Promise<void>;
  /** Never throws; what could not be told is told again until it is. */
  forget(tenant: TenantContext, tags: readonly CacheTag[]): Promise<void>;
  /** What others have forgotten. */
  onForgotten(heard: (tenantId: TenantId, tag: string) => void): void;
};

type Held = {
  readonly value: unknown;
  /** Of the tags, when the loading began. */
  readonly since: number;
  /** By the clock of this process, in ms. */
  readonly until: number;
  readonly freshUntil: number;
};

type Flight = { readonly since: number; readonly answer: Promise<unknown> };

const MOST_ANSWERS = 50_000;
const MOST_CHARACTERS = 32 * 1024 * 1024;
const MOST_TAGS = 50_000;

/**
 * Keeps answers in this process, over a tier that all processes share, if there is one. Every change of a tag gets the next
 * number, and an answer serves as long as none of its tags has a later number than the one at which its loading began.
 */
export class TieredCache extends Cache {
  readonly #held = new LRUCache<string, Held>({ max: MOST_ANSWERS, maxSize: MOST_CHARACTERS, sizeCalculation: (held, key) => sizeOf(held.value) + key.length });
  readonly #flights = new Map<string, Flight>();
  /** When each tag was forgotten last. Of those that are not here any more, nothing loaded before `#floor` serves. */
  readonly #forgotten = new LRUCache<string, number>({ max: MOST_TAGS, dispose: (at, _tag, reason) => void (reason === 'evict' && (this.#floor = Math.max(this.#floor, at))) });
  #floor = 0;
  #now = 0;

  constructor(
    private readonly shared: SharedTier | null = null,
    /** A monotonic clock in milliseconds; tests pass their own. */
    private readonly time: { now(): number } = performance,
  ) {
    super();
    shared?.onForgotten((tenantId, tag) => this.#forget(`${tenantId} ${tag}`));
  }

  override get<Value>(tenant: TenantContext, key: CacheKey<Value>, load: () => Promise<Value | null>): Promise<Value | null> {
    const name = nameOf(tenant, key);
    const held = this.#held.get(name);
    const now = this.time.now();
    if (held !== undefined && now < held.until && this.#serves(held.since, key)) {
      if (now >= held.freshUntil) this.#refresh(tenant, key, name, load);
      return Promise.resolve(held.value as Value | null);
    }
    return this.#fly(tenant, key, name, load, true) as Promise<Value | null>;
  }

  override async forget(tenant: TenantContext, tags: readonly CacheTag[]): Promise<void> {
    for (const tag of tags) this.#forget(tagName(tag));
    await this.shared?.forget(tenant, tags);
  }

  #forget(tag: string): void {
    this.#now += 1;
    this.#forgotten.set(tag, this.#now);
  }

  #serves(since: number, { tags }: CacheKey<unknown>): boolean {
    return since >= this.#floor && tags.every((tag) => (this.#forgotten.get(tagName(tag)) ?? 0) <= since);
  }

  #refresh<Value>(tenant: TenantContext, key: CacheKey<Value>, name: string, load: () => Promise<Value | null>): void {
    this.#fly(tenant, key, name, load, false).catch(() => undefined);
  }

  #fly<Value>(tenant: TenantContext, key: CacheKey<Value>, name: string, load: () => Promise<Value | null>, looks: boolean): Promise<unknown> {
    const flying = this.#flights.get(name);
    if (flying !== undefined && this.#serves(flying.since, key)) return flying.answer;
    const since = this.#now;
    const answer = this.#answer(tenant, key, name, load, since, looks).finally(() => {
      if (this.#flights.get(name)?.answer === answer) this.#flights.delete(name);
    });
    this.#flights.set(name, { since, answer });
    return answer;
  }

  async #answer<Value>(tenant: TenantContext, key: CacheKey<Value>, name: string, load: () => Promise<Value | null>, since: number, looks: boolean): Promise<unknown> {
    const found = (await this.shared?.find(tenant, key)) ?? null;
    if (looks && found?.entry) {
      const value = valueOf(key, found.entry.value);
      if (value !== undefined) {
        this.#hold(name, key, value, since, found.entry.ageMs);
        if (found.entry.ageMs >= key.kind.freshSeconds * 1000) setImmediate(() => this.#refresh(tenant, key, name, load));
        return value;
      }
    }
    const value = await load();
    this.#hold(name, key, value, since, 0);
    if (found !== null) {
      const { kind } = key;
      const forMs = (value === null ? kind.absentSeconds : kind.keptSeconds) * 1000;
      void this.shared?.keep(tenant, key, { value: value === null ? null : kind.write(value), ageMs: 0 }, found.tokens, forMs);
    }
    return value;
  }

  #hold<Value>(name: string, key: CacheKey<Value>, value: Value | null, since: number, ageMs: number): void {
    if (!this.#serves(since, key)) return;
    const { freshSeconds, keptSeconds, localSeconds, absentSeconds } = key.kind;
    const now = this.time.now();
    const keptUntil = now - ageMs + (value === null ? absentSeconds : keptSeconds) * 1000;
    this.#held.set(name, { value, since, until: Math.min(keptUntil, now + localSeconds * 1000), freshUntil: now - ageMs + freshSeconds * 1000 });
  }
}

const tagName = ({ tenantId, name }: CacheTag): string => `${tenantId} ${name}`;

function nameOf({ tenantId }: TenantContext, key: CacheKey<unknown>): string {
  if (tenantId !== key.tenantId) throw new TypeError('The key belongs to another tenant.');
  return `${tenantId} ${key.kind.name} ${key.id}`;
}

/** Undefined when it is not what this version of the process would have written. */
function valueOf<Value>({ kind }: CacheKey<Value>, raw: unknown): Value | null | undefined {
  if (raw === null) return null;
  try {
    return kind.read(raw);
  } catch {
    return undefined;
  }
}

const sizeOf = (value: unknown): number => JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? one.toString() : one))?.length ?? 1;
