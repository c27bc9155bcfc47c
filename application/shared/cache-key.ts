import type { TenantContext, TenantId } from '../../domain/shared/tenant-context.js';

/** A kind of answer that is worth keeping, as a context declares it: what it is called, for how long, and how it travels. */
export type CachedKind<Value> = {
  /** `<context>.<what>`, e.g. `access.rights`. */
  readonly name: string;
  /** After so long, whoever asks still gets the answer, and it is loaded anew behind their back. */
  readonly freshSeconds: number;
  /** After so long it serves nobody any more. Should word of a change be lost, it is missed for so long at most. */
  readonly keptSeconds: number;
  /** How long a process goes by its own copy without looking at the one that all processes share. */
  readonly localSeconds: number;
  /** How long it is remembered that there is nothing. */
  readonly absentSeconds: number;
  /** From JSON; throws when it is something else, such as the answer of another version: it is then loaded anew. */
  read(raw: unknown): Value;
  /** To JSON. */
  write(value: Value): unknown;
};

/** A name under which a tenant's answers are forgotten together. */
export class CacheTag {
  private constructor(
    readonly tenantId: TenantId,
    readonly name: string,
    /** Among those of all tenants. */
    readonly uniqueName: string,
  ) {}

  static of({ tenantId }: TenantContext, name: string): CacheTag {
    return new CacheTag(tenantId, name, `${tenantId} ${name}`);
  }
}

/** One answer, of one tenant: there is no way to name one without saying whose it is. */
export class CacheKey<Value> {
  private constructor(
    readonly tenantId: TenantId,
    readonly kind: CachedKind<Value>,
    /** Among the tenant's answers of this kind. */
    readonly id: string,
    readonly tags: readonly CacheTag[],
    /** Among those of all tenants. */
    readonly uniqueName: string,
  ) {}

  /** An answer that is forgotten with any of these tags. */
  static of<Value>(tenant: TenantContext, kind: CachedKind<Value>, id: string, tags: readonly CacheTag[]): CacheKey<Value> {
    assertTagsOf(tenant, tags);
    return new CacheKey(tenant.tenantId, kind, id, tags, `${tenant.tenantId} ${kind.name} ${id}`);
  }
}

/** @throws TypeError when one of them is another tenant's */
export function assertTagsOf({ tenantId }: TenantContext, tags: readonly CacheTag[]): void {
  for (const tag of tags) if (tag.tenantId !== tenantId) throw new TypeError('A tag belongs to another tenant.');
}
