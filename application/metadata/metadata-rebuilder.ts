import type { EntityMetadataState } from '../../domain/metadata/entity-metadata.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { DocumentRebuilder, withEach } from '../shared/document-rebuilder.js';
import type { MetadataCopies } from './ports/metadata-copies.js';
import type { MetadataRegister } from './ports/metadata-register.js';

/** Copies all that a tenant has ever noted anew. */
export class MetadataRebuilder extends DocumentRebuilder {
  constructor(
    private readonly register: MetadataRegister,
    private readonly copies: MetadataCopies,
  ) {
    super();
  }

  override rebuild(tenant: TenantContext): Promise<number> {
    return withEach((last: EntityMetadataState | null, limit) => this.register.after(tenant, last, limit), (metadata) => this.copies.repair(tenant, metadata));
  }
}
