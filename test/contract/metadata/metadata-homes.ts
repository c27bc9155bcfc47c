import { DocumentMetadataCopies } from '../../../adapters/metadata/documents/document-metadata-copies.js';
import { inMemoryMetadataWork, InMemoryMetadataRegister } from '../../../adapters/metadata/memory/in-memory-metadata.js';
import { postgresMetadataWork } from '../../../adapters/metadata/postgres/postgres-metadata-work.js';
import { PostgresMetadataRegister } from '../../../adapters/metadata/postgres/postgres-metadata-register.js';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import type { MetadataCopies } from '../../../application/metadata/ports/metadata-copies.js';
import type { MetadataRegister } from '../../../application/metadata/ports/metadata-register.js';
import type { MetadataWork } from '../../../application/metadata/ports/metadata-work.js';
import { ResourceTypes } from '../../../application/metadata/resource-types.js';
import type { DocumentStore } from '../../../application/shared/ports/document-store.js';
import type { EntityMetadata } from '../../../domain/metadata/entity-metadata.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Home, Homes } from '../homes.js';

export type Metadata = {
  readonly work: MetadataWork;
  readonly register: MetadataRegister;
  readonly copies: MetadataCopies;
  /** What is asked for: where it is decided, and by way of the copies. */
  readonly readers: readonly Pick<MetadataRegister, 'of'>[];
  readonly documents: DocumentStore;
};

function metadataOver(register: MetadataRegister, workOf: (types: ResourceTypes, copies: MetadataCopies) => MetadataWork): Metadata {
  const documents = new InMemoryDocumentStore();
  const copies = new DocumentMetadataCopies(register, documents);
  return { work: workOf(new ResourceTypes([]), copies), register, copies, readers: [register, copies], documents };
}

/** Metadata in each home, with copies in memory. */
export const metadataHomes: Homes<Metadata> = {
  memory: (store) => metadataOver(new InMemoryMetadataRegister(store), (...given) => inMemoryMetadataWork(store, ...given)),
  postgres: (database) => metadataOver(new PostgresMetadataRegister(database), (...given) => postgresMetadataWork(database, ...given)),
};

export type OpenMetadata = () => Promise<Home<Metadata>>;

export const save = (work: MetadataWork, tenant: TenantContext, metadata: EntityMetadata): Promise<EntityMetadata> =>
  work.run(tenant, (scope) => scope.metadata.save(tenant, metadata));
