import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import { TenantId, type TenantContext } from '../../../domain/shared/tenant-context.js';
import type { SharedEntry, SharedFinding, SharedTier } from '../shared-tier.js';
import type { RedisKeys } from './redis-keys.js';
import type { RedisChannels } from './redis-channels.js';
import type { RedisClient, RedisLink } from './redis-link.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A token is kept for as long at least, so that what many ask for is not loaded anew for the want of one. */
const TOKEN_AT_LEAST_MS = 60_000;

/**
 * A tag whose token has gone gets another: what was stored by the old one is then loaded anew. Something is written each time: where
 * nothing can be, nothing could be forgotten either, and what is found there may be untrue.
 */
const FIND = `
local tokens = redis.call('MGET', unpack(KEYS, 2))
for at = 1, #tokens do
  if not tokens[at] then
    tokens[at] = ARGV[1]
    redis.call('SET', KEYS[at + 1], ARGV[1], 'PX', ARGV[2])
  end
end
redis.call('PEXPIRE', KEYS[2], ARGV[2])
local time = redis.call('TIME')
return { redis.call('GET', KEYS[1]), time[1] * 1000 + math.floor(time[2] / 1000), tokens }
`;

const FORGET = `
redis.call('DEL', unpack(KEYS))
return redis.call('PUBLISH', ARGV[1], ARGV[2])
`;

type Scripts = {
  atriumFind(keys: number, ...keysAndArguments: readonly (string | number)[]): Promise<readonly [text: string | null, moment: number, tokens: readonly string[]]>;
  atriumForget(keys: number, ...keysAndArguments: readonly (string | number)[]): Promise<number>;
};

/** The moment is that of the finding before it was loaded, by the clock of Redis. */
const storedEntry = z.object({ moment: z.number(), tokens: z.array(z.string()), value: z.unknown() });

/** Null stands for all tags of the tenant. */
const word = z.object({ from: z.string(), tenantId: z.uuid(), tags: z.array(z.string().nullable()) });

/** A tenant's tags of which it has to be told that they are forgotten, each with the number of the last time; null stands for all of them. */
type Untold = { readonly tenant: TenantContext; readonly tags: Map<string | null, number> };

const MOST_TAGS_UNTOLD = 100;
const TOLD_AT_ONCE = 50;

/**
 * The tier in Redis. A tag is known by a random token; an answer is stored with the tokens that its tags had before it was
 * loaded, and is good as long as they have them. To forget is to take the tokens away. The first token of a finding is its moment.
 */
export class RedisSharedTier implements SharedTier {
  readonly #name = randomUUID();
  /** A hundred tags of each tenant at most. */
  readonly #untold = new Map<TenantId, Untold>();
  #count = 0;

  constructor(
    private readonly link: RedisLink,
    private readonly channels: RedisChannels,
    private readonly keys: RedisKeys,
  ) {
    link.define('atriumFind', FIND);
    link.define('atriumForget', FORGET);
    link.carryOver(() => this.#tellAll());
  }

  async find(tenant: TenantContext, key: CacheKey<unknown>): Promise<SharedFinding | null> {
    // what this process has changed, and not told yet, would be found as it was
    if (this.#untold.has(tenant.tenantId)) return null;
    const keys = [this.keys.answer(tenant, key), this.keys.allTags(tenant), ...key.tags.map(({ name }) => this.keys.tag(tenant, name))];
    const found = await this.link.ask((client) => scripts(client).atriumFind(keys.length, ...keys, randomUUID(), tokenMs(key)));
    if (found === null) return null;
    const [text, moment, tokens] = found;
    return { entry: this.#goodEntry(text, moment, tokens), tokens: [String(moment), ...tokens] };
  }

  async keep(tenant: TenantContext, key: CacheKey<unknown>, { value }: SharedEntry, [moment, ...tokens]: readonly string[], forMs: number): Promise<void> {
    if (this.#untold.has(tenant.tenantId)) return;
    const text = JSON.stringify({ moment: Number(moment), tokens, value } satisfies z.input<typeof storedEntry>);
    await this.link.ask((client) => client.set(this.keys.answer(tenant, key), text, 'PX', Math.ceil(Math.min(forMs, DAY_MS))));
  }

  async forget(tenant: TenantContext, tags: readonly CacheTag[]): Promise<void> {
    if (tags.length === 0) return;
    const untold = this.#toldLater(tenant, tags);
    const names = [...untold.tags.entries()];
    if ((await this.link.ask((client) => this.#forget(client, tenant, names))) !== null) this.#markTold(untold, names);
  }

  onForgotten(heard: (tenantId: TenantId, tag: string) => void, missed: () => void): void {
    const hear = (message: string): void => {
      const said = read(word, message);
      if (said === null || said.from === this.#name) return;
      for (const tag of said.tags) {
        if (tag === null) missed();
        else heard(TenantId.from(said.tenantId), tag);
      }
    };
    this.channels.hearAll(this.keys.allForgotten, { heard: hear, began: missed });
  }

  #goodEntry(text: string | null, now: number, tokens: readonly string[]): SharedEntry | null {
    const entry = text === null ? null : read(storedEntry, text);
    if (entry === null || entry.moment <= this.link.trustedFrom) return null;
    if (entry.tokens.length !== tokens.length || entry.tokens.some((token, at) => token !== tokens[at])) return null;
    return { value: entry.value, ageMs: Math.max(0, now - entry.moment) };
  }

  /** All that is to be told of the tenant, with these: one by one, or where they are too many, all of its tags together. */
  #toldLater(tenant: TenantContext, tags: readonly CacheTag[]): Untold {
    const untold = this.#untold.get(tenant.tenantId) ?? { tenant, tags: new Map<string | null, number>() };
    this.#untold.set(tenant.tenantId, untold);
    this.#count += 1;
    for (const { name } of tags) untold.tags.set(name, this.#count);
    if (untold.tags.size > MOST_TAGS_UNTOLD) {
      untold.tags.clear();
      untold.tags.set(null, this.#count);
    }
    return untold;
  }

  async #tellAll(): Promise<void> {
    while (this.#untold.size > 0) {
      const some = [...this.#untold.values()].slice(0, TOLD_AT_ONCE).map((untold) => ({ untold, names: [...untold.tags.entries()] }));
      await this.link.insist((client) => Promise.all(some.map(({ untold, names }) => this.#forget(client, untold.tenant, names))));
      for (const { untold, names } of some) this.#markTold(untold, names);
    }
  }

  #forget(client: RedisClient, tenant: TenantContext, names: readonly (readonly [string | null, number])[]): Promise<number> {
    const tags = names.map(([name]) => name);
    const keys = tags.map((name) => (name === null ? this.keys.allTags(tenant) : this.keys.tag(tenant, name)));
    const message = JSON.stringify({ from: this.#name, tenantId: tenant.tenantId, tags } satisfies z.input<typeof word>);
    return scripts(client).atriumForget(keys.length, ...keys, this.keys.forgotten(tenant), message);
  }

  /** What was forgotten once more meanwhile is still to be told. */
  #markTold({ tenant, tags }: Untold, names: readonly (readonly [string | null, number])[]): void {
    for (const [name, count] of names) if (tags.get(name) === count) tags.delete(name);
    if (tags.size === 0) this.#untold.delete(tenant.tenantId);
  }
}

/** Not much longer than what is stored by it: anybody can ask for what does not exist, and leaves a token. */
const tokenMs = ({ kind: { keptSeconds, absentSeconds } }: CacheKey<unknown>): number =>
  Math.min(DAY_MS, Math.max(TOKEN_AT_LEAST_MS, 2_000 * Math.max(keptSeconds, absentSeconds)));

/** Null when it is not what this version of the process would have written. */
function read<Read>(schema: z.ZodType<Read>, text: string): Read | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const scripts = (client: RedisClient): Scripts => client as unknown as Scripts;
