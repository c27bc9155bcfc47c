import type { EntityMetadataState, Resource } from '../../../domain/metadata/entity-metadata.js';
import type { ResourceId } from '../../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's metadata, to be read: each question costs one round trip. */
export abstract class MetadataRegister {
  /** Of resources of one type, by their ids; of each id that is asked for, in version 0 where nothing was ever noted. At most 100. */
  abstract of(tenant: TenantContext, type: string, ids: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, EntityMetadataState>>;

  /** All that was ever noted, by type and id, behind a resource; from the first when there is none. So many at most, as it is decided. */
  abstract after(tenant: TenantContext, last: Resource | null, limit: number): Promise<readonly EntityMetadataState[]>;
}
