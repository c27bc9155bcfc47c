import { KeptMetadata } from '../../../application/metadata/ports/kept-metadata.js';
import { MetadataRegister } from '../../../application/metadata/ports/metadata-register.js';
import type { MetadataScope } from '../../../application/metadata/ports/metadata-work.js';
import type { ResourceTypes } from '../../../application/metadata/resource-types.js';
import type { OpenTransaction, Transactions } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { EntityMetadata, type EntityMetadataState, type Resource } from '../../../domain/metadata/entity-metadata.js';
import type { ResourceId } from '../../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, shelfName } from '../../shared/memory/in-memory-store.js';

const metadataShelf = shelfName<EntityMetadataState>('metadata.entity-metadata');

/** As the table is sorted. */
const keyOf = ({ type, resourceId }: Resource): string => `${type} ${resourceId}`;

/** Metadata's unit of work on the in-memory store. */
export const inMemoryMetadataWork = (
  store: Transactions,
  types: ResourceTypes,
  copying: (kept: KeptMetadata, transaction: OpenTransaction) => KeptMetadata,
): InMemoryUnitOfWork<MetadataScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({
    metadata: copying(new InMemoryKeptMetadata(transaction), transaction),
    types: types.within(transaction),
  }));

class InMemoryKeptMetadata extends KeptMetadata {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async get(tenant: TenantContext, resource: Resource): Promise<EntityMetadata> {
    const state = this.transaction.shelf(tenant, metadataShelf).get(keyOf(resource));
    return state === undefined ? EntityMetadata.none(tenant.tenantId, resource) : EntityMetadata.restore(state);
  }

  override async save(tenant: TenantContext, metadata: EntityMetadata): Promise<EntityMetadata> {
    const { state, events } = metadata;
    if (state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    const shelf = this.transaction.shelf(tenant, metadataShelf);
    if ((shelf.get(keyOf(state))?.version ?? 0) !== state.version) throw new OutdatedVersion();
    const stored = metadata.stored();
    shelf.set(keyOf(state), stored.state);
    this.transaction.announce(tenant, state.resourceId, events);
    return stored;
  }
}

export class InMemoryMetadataRegister extends MetadataRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async of(tenant: TenantContext, type: string, ids: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, EntityMetadataState>> {
    const shelf = this.store.shelf(tenant, metadataShelf);
    return new Map(
      ids.map((resourceId) => [resourceId, shelf.get(keyOf({ type, resourceId })) ?? EntityMetadata.none(tenant.tenantId, { type, resourceId }).state]),
    );
  }

  override async after(tenant: TenantContext, last: Resource | null, limit: number): Promise<readonly EntityMetadataState[]> {
    const all = [...this.store.shelf(tenant, metadataShelf)].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return all.filter(([key]) => last === null || key > keyOf(last)).map(([, state]) => state).slice(0, limit);
  }
}
