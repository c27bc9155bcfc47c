import { TieredCache } from '../../adapters/shared/in-process/tiered-cache.js';
import type { SharedEntry, SharedFinding, SharedTier } from '../../adapters/shared/shared-tier.js';
import type { CacheKey, CacheTag } from '../../application/shared/cache-key.js';
import type { TenantContext, TenantId } from '../../domain/shared/tenant-context.js';

type Stored = { readonly json: string; readonly ageMs: number; readonly at: number; readonly until: number; readonly tokens: readonly string[] };
type Heard = (tenantId: TenantId, tag: string) => void;

/** What several caches share, in this process: as a server would, it has answers as text, may be away, and its word of a change may be lost. */
export class InMemorySharedTier {
  readonly #entries = new Map<string, Stored>();
  readonly #tokens = new Map<string, string>();
  readonly #hearing: Heard[] = [];
  #given = 0;
  isAway = false;
  losesWord = false;

  constructor(private readonly time: { now(): number }) {}

  /** As one process sees it. */
  seen(): SharedTier {
    const pending: CacheTag[] = [];
    const isReached = () => {
      if (this.isAway) return false;
      for (const tag of pending.splice(0)) this.#forget(tag);
      return true;
    };
    return {
      find: async (_tenant, key) => (isReached() ? this.#find(key) : null),
      keep: async (_tenant: TenantContext, key: CacheKey<unknown>, { value, ageMs }: SharedEntry, tokens, forMs) => {
        const at = this.time.now();
        if (isReached()) this.#entries.set(key.uniqueName, { json: JSON.stringify(value), ageMs, at, until: at + forMs, tokens });
      },
      forget: async (_tenant, tags) => {
        pending.push(...tags);
        isReached();
      },
      onForgotten: (heard) => void this.#hearing.push(heard),
    };
  }

  #find(key: CacheKey<unknown>): SharedFinding {
    const [stored, now] = [this.#entries.get(key.uniqueName), this.time.now()];
    const tokens = key.tags.map((tag) => this.#tokenOf(tag));
    const isGood = stored !== undefined && now < stored.until && stored.tokens.every((token, at) => token === tokens[at]);
    return { entry: isGood ? { value: JSON.parse(stored.json), ageMs: stored.ageMs + now - stored.at } : null, tokens };
  }

  #forget(tag: CacheTag): void {
    this.#tokens.delete(tag.uniqueName);
    if (this.losesWord) return;
    for (const heard of this.#hearing) setImmediate(() => heard(tag.tenantId, tag.name));
  }

  #tokenOf({ uniqueName }: CacheTag): string {
    const token = this.#tokens.get(uniqueName) ?? `token ${++this.#given}`;
    this.#tokens.set(uniqueName, token);
    return token;
  }
}

/** A cache of one process that goes by its own copies and by what it would share. */
export const aTieredCache = (): TieredCache => new TieredCache(new InMemorySharedTier(performance).seen());
