import type { EntityMetadataState } from '../../../domain/metadata/entity-metadata.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Copies of metadata in the read store, to be made again. */
export abstract class MetadataCopies {
  /** Makes the copy, unless there is one of this version or a later one. @throws Unavailable */
  abstract keep(tenant: TenantContext, metadata: EntityMetadataState): Promise<void>;
}
