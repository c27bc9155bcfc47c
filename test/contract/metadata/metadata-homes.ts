import { CopiedMetadataRegister, CopyingMetadata, DocumentedMetadata } from '../../../adapters/metadata/documents/copied-metadata.js';
import { inMemoryMetadataWork, InMemoryMetadataRegister } from '../../../adapters/metadata/memory/in-memory-metadata.js';
import { postgresMetadataWork } from '../../../adapters/metadata/postgres/postgres-metadata-work.js';
import { PostgresMetadataRegister } from '../../../adapters/metadata/postgres/postgres-metadata-register.js';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import type { KeptMetadata } from '../../../application/metadata/ports/kept-metadata.js';
import type { MetadataRegister } from '../../../application/metadata/ports/metadata-register.js';
import type { MetadataWork } from '../../../application/metadata/ports/metadata-work.js';
import { ResourceTypes } from '../../../application/metadata/resource-types.js';
import type { DocumentStore } from '../../../application/shared/ports/document-store.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { EntityMetadata } from '../../../domain/metadata/entity-metadata.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Home, Homes } from '../homes.js';

export type Metadata = {
  readonly work: MetadataWork;
  /** What is asked for: where it is decided, and by way of the copies. */
  readonly registers: readonly MetadataRegister[];
  readonly copies: DocumentedMetadata;
  readonly documents: DocumentStore;
};

type Copying = (kept: KeptMetadata, transaction: OpenTransaction) => KeptMetadata;

function metadataOver(truth: MetadataRegister, workOf: (types: ResourceTypes, copying: Copying) => MetadataWork): Metadata {
  const documents = new InMemoryDocumentStore();
  const copies = new DocumentedMetadata(documents);
  const work = workOf(new ResourceTypes([]), (kept, transaction) => new CopyingMetadata(kept, transaction, copies));
  return { work, registers: [truth, new CopiedMetadataRegister(copies, truth)], copies, documents };
}

/** Metadata in each home, with copies in memory. */
export const metadataHomes: Homes<Metadata> = {
  memory: (store) => metadataOver(new InMemoryMetadataRegister(store), (...given) => inMemoryMetadataWork(store, ...given)),
  postgres: (database) => metadataOver(new PostgresMetadataRegister(database), (...given) => postgresMetadataWork(database, ...given)),
};

export type OpenMetadata = () => Promise<Home<Metadata>>;

export const save = (work: MetadataWork, tenant: TenantContext, metadata: EntityMetadata): Promise<EntityMetadata> =>
  work.run(tenant, (scope) => scope.metadata.save(tenant, metadata));
