import type { CacheKey, CacheTag } from '../../application/shared/cache-key.js';
import type { TenantContext, TenantId } from '../../domain/shared/tenant-context.js';

/** What all processes share of an answer, as JSON. */
export type SharedEntry = {
  /** Null: there is nothing. */
  readonly value: unknown;
  /** Since its loading began. */
  readonly ageMs: number;
};

/** What was found of an answer, and by what its tags were known at that moment: it is stored by these, so that what was forgotten meanwhile is not kept. */
export type SharedFinding = { readonly entry: SharedEntry | null; readonly tokens: readonly string[] };

/** The tier that all processes share. Waits for it are bounded: when it is away, that is said at once or soon. */
export type SharedTier = {
  /** @returns null when it is away. Never throws. */
  find(tenant: TenantContext, key: CacheKey<unknown>): Promise<SharedFinding | null>;
  /** For so long from now. Never throws. */
  keep(tenant: TenantContext, key: CacheKey<unknown>, entry: SharedEntry, tokens: readonly string[], forMs: number): Promise<void>;
  /** Whatever was stored before is not found any more, once this returns; here that holds also when it could not be told: then it is told again until it is. Never throws. */
  forget(tenant: TenantContext, tags: readonly CacheTag[]): Promise<void>;
  /** What others have forgotten; and that some of it may have been missed. */
  onForgotten(heard: (tenantId: TenantId, tag: string) => void, missed: () => void): void;
};
