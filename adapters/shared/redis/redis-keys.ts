import type { CacheKey } from '../../../application/shared/cache-key.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/**
 * How keys and channels are called. What is in braces decides on the slot of a Cluster: all of a tenant's keys are in one,
 * so that one script may touch them.
 */
export class RedisKeys {
  constructor(
    /** Without braces. */
    private readonly prefix: string,
  ) {}

  answer(tenant: TenantContext, { kind, id }: CacheKey<unknown>): string {
    return this.#of(tenant, `answer:${kind.name}:${id}`);
  }

  /** By what a tag is known. */
  tag(tenant: TenantContext, name: string): string {
    return this.#of(tenant, `tag:${name}`);
  }

  /** By what all of the tenant's tags are known together. */
  allTags(tenant: TenantContext): string {
    return this.#of(tenant, 'tags');
  }

  /** The channel that says what has been forgotten. */
  forgotten(tenant: TenantContext): string {
    return this.#of(tenant, 'forgotten');
  }

  /** The channel that says how far the stream of events goes. */
  events(tenant: TenantContext): string {
    return this.#of(tenant, 'events');
  }

  /** What has been forgotten of any tenant, as a pattern of channels. */
  get allForgotten(): string {
    return `${this.prefix}:{*}:forgotten`;
  }

  #of({ tenantId }: TenantContext, what: string): string {
    return `${this.prefix}:{${tenantId}}:${what}`;
  }
}
