import type { EntityMetadataState } from '../../../domain/metadata/entity-metadata.js';
import type { ResourceId } from '../../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's metadata near at hand, for lists that show it. */
export abstract class MetadataCopies {
  /** Of resources of one type, by their ids; of each id that is asked for, in version 0 where nothing was ever noted. At most 100. */
  abstract of(tenant: TenantContext, type: string, ids: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, EntityMetadataState>>;

  /** Once a change is kept: whoever reads here from now on gets it. Never throws: what could not be written is copied after the event. */
  abstract changed(tenant: TenantContext, metadata: EntityMetadataState): Promise<void>;

  /** Makes the copy anew, unless there is a later one. @throws Unavailable */
  abstract repair(tenant: TenantContext, metadata: EntityMetadataState): Promise<void>;
}
