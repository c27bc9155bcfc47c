import type { Resource } from '../../domain/metadata/entity-metadata.js';
import { ResourceNotFound, ResourceTypeUnknown } from '../../domain/metadata/metadata-refusals.js';
import type { ResourceId } from '../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { DescribedResource } from '../shared/described-resource.js';
import { assertHolds } from '../shared/guard.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';

/** What can have metadata: all that contexts declare. */
export class ResourceTypes {
  constructor(private readonly described: readonly DescribedResource[]) {
    const twice = described.find(({ type }, at) => described.findIndex((other) => other.type === type) !== at);
    if (twice !== undefined) throw new Error(`Two contexts describe ${twice.type}.`);
  }

  /** For whoever may read metadata of the type. @throws ResourceTypeUnknown, PermissionMissing */
  toRead(tenant: TenantContext, type: string): DescribedResource {
    const described = this.of(type);
    assertHolds(tenant, described.read);
    return described;
  }

  /** Comes back when the tenant has the resource, and whoever asks may change its metadata. @throws ResourceTypeUnknown, PermissionMissing, ResourceNotFound */
  async assertChangeable(tenant: TenantContext, { type, resourceId }: Resource): Promise<void> {
    const { change, known } = this.of(type);
    assertHolds(tenant, change);
    if ((await known.known(tenant, [resourceId])).length === 0) throw new ResourceNotFound();
  }

  /** The same as seen by a transaction that is already open. */
  within(transaction: OpenTransaction): ResourceTypes {
    return new ResourceTypes(this.described.map((one) => ({ ...one, known: one.known.within(transaction) })));
  }

  private of(type: string): DescribedResource {
    const described = this.described.find((one) => one.type === type);
    if (described === undefined) throw new ResourceTypeUnknown(`There are ${this.described.map((one) => one.type).join(', ')}.`);
    return described;
  }
}

/** Those of the ids that are known, in the order in which they were asked for, each once. */
export const inOrder = (asked: readonly ResourceId[], known: readonly string[]): readonly ResourceId[] => {
  const there = new Set(known);
  return [...new Set(asked)].filter((id) => there.has(id));
};
