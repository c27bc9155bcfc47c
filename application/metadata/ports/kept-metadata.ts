import type { EntityMetadata, Resource } from '../../../domain/metadata/entity-metadata.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's metadata, where it is decided. What one tenant stores, no other tenant can see. */
export abstract class KeptMetadata {
  /** What is noted on the resource, in version 0 when nothing ever was; that there is such a resource is not asked. */
  abstract get(tenant: TenantContext, resource: Resource): Promise<EntityMetadata>;

  /** Stores it and what happened as one. @returns it as stored. @throws OutdatedVersion when it moved meanwhile, or is another tenant's. */
  abstract save(tenant: TenantContext, metadata: EntityMetadata): Promise<EntityMetadata>;
}
