import { z } from 'zod';
import { MetadataCopies } from '../../../application/metadata/ports/metadata-copies.js';
import type { MetadataRegister } from '../../../application/metadata/ports/metadata-register.js';
import type { DocumentStore } from '../../../application/shared/ports/document-store.js';
import type { EntityMetadataState } from '../../../domain/metadata/entity-metadata.js';
import { noPairs, Pairs } from '../../../domain/metadata/pairs.js';
import type { ResourceId } from '../../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type Decided, DocumentCopies, type DocumentWire } from '../../shared/documents/document-copies.js';

/** Metadata in the read store, over that which is decided: a document for each resource, of a kind for each type. */
export class DocumentMetadataCopies extends MetadataCopies {
  readonly #byType = new Map<string, DocumentCopies<Pairs>>();

  constructor(
    private readonly register: MetadataRegister,
    private readonly documents: DocumentStore,
  ) {
    super();
  }

  override async of(tenant: TenantContext, type: string, ids: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, EntityMetadataState>> {
    const read = await this.copiesOf(type).read(tenant, ids, async (lacking) => {
      const noted = await this.register.of(tenant, type, lacking as readonly ResourceId[]);
      return new Map([...noted].map(([id, metadata]) => [id as string, decided(metadata)]));
    });
    return new Map(
      ids.map((resourceId) => {
        const { version, value } = read.get(resourceId) ?? { version: 0, value: null };
        return [resourceId, { type, resourceId, tenantId: tenant.tenantId, pairs: value ?? noPairs, version }];
      }),
    );
  }

  override changed(tenant: TenantContext, metadata: EntityMetadataState): Promise<void> {
    return this.copiesOf(metadata.type).changed(tenant, metadata.resourceId, decided(metadata));
  }

  override repair(tenant: TenantContext, metadata: EntityMetadataState): Promise<void> {
    return this.copiesOf(metadata.type).keep(tenant, metadata.resourceId, decided(metadata));
  }

  private copiesOf(type: string): DocumentCopies<Pairs> {
    const copies = this.#byType.get(type) ?? new DocumentCopies(this.documents, `metadata.${type}`, wire);
    this.#byType.set(type, copies);
    return copies;
  }
}

/** Where all pairs are removed, and where there never were any, there is no content. */
const decided = ({ version, pairs }: EntityMetadataState): Decided<Pairs> => ({ version, value: pairs.size === 0 ? null : pairs });

const noted = z.object({ pairs: z.record(z.string(), z.string()) });

const wire: DocumentWire<Pairs> = {
  read: (content) => Pairs.from(Object.entries(noted.parse(content).pairs)),
  write: (pairs) => ({ pairs: Object.fromEntries(pairs) }),
};
