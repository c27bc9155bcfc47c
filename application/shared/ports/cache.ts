import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { CacheKey, CacheTag } from '../cache-key.js';

/** Keeps answers for a while, so that most are given without asking a store. Whatever it does, an answer comes: from it, or from whoever loads. */
export abstract class Cache {
  /**
   * The answer that is kept, or else what `load` gives, which is then kept; null is an answer as well. Of many who ask for
   * the same in this process at once, one loads. What was forgotten while it was loading is given, and not kept.
   * @throws what `load` throws; that is not kept. TypeError when the key is another tenant's
   */
  abstract get<Value>(tenant: TenantContext, key: CacheKey<Value>, load: () => Promise<Value | null>): Promise<Value | null>;

  /**
   * Whoever asks after this returns gets nothing that was loaded before: at once in this process, and in every other as soon as it
   * hears of it, within the `localSeconds` of the kind in any case. It never fails: what could not be told is told again until it is.
   * @throws TypeError when a tag is another tenant's
   */
  abstract forget(tenant: TenantContext, tags: readonly CacheTag[]): Promise<void>;
}
