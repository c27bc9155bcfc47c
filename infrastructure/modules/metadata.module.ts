import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { CopiedMetadataRegister, CopyingMetadata, DocumentedMetadata } from '../../adapters/metadata/documents/copied-metadata.js';
import { metadataEndpoints } from '../../adapters/metadata/http/metadata-endpoints.js';
import { postgresMetadataWork } from '../../adapters/metadata/postgres/postgres-metadata-work.js';
import { PostgresMetadataRegister } from '../../adapters/metadata/postgres/postgres-metadata-register.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { CopyMetadata } from '../../application/metadata/copy-metadata.js';
import { metadataJobs } from '../../application/metadata/jobs.js';
import { ListMetadata } from '../../application/metadata/list-metadata.js';
import { MetadataCopies } from '../../application/metadata/ports/metadata-copies.js';
import { MetadataRegister } from '../../application/metadata/ports/metadata-register.js';
import { MetadataWork } from '../../application/metadata/ports/metadata-work.js';
import { RebuildMetadata } from '../../application/metadata/rebuild-metadata.js';
import { RemoveMetadata } from '../../application/metadata/remove-metadata.js';
import { ReplaceMetadata } from '../../application/metadata/replace-metadata.js';
import { ResourceTypes } from '../../application/metadata/resource-types.js';
import { ShowMetadata } from '../../application/metadata/show-metadata.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { DocumentStore } from '../../application/shared/ports/document-store.js';
import { DESCRIBED } from '../tokens.js';
import type { ContextModule } from './context-module.js';

/** Metadata as it is decided, apart from its copies. */
export const DECIDED_METADATA: ServiceIdentifier<MetadataRegister> = Symbol('DecidedMetadata');

export const metadataModule: ContextModule = {
  name: 'metadata',
  endpoints: metadataEndpoints,
  permissions: [],
  jobs: metadataJobs,
  documents: RebuildMetadata,

  core: new ContainerModule(({ bind }) => {
    bind(ListMetadata).toResolvedValue((types, register) => guarded(new ListMetadata(types, register)), [ResourceTypes, MetadataRegister]);
    bind(ShowMetadata).toResolvedValue((types, register) => guarded(new ShowMetadata(types, register)), [ResourceTypes, MetadataRegister]);
    bind(ReplaceMetadata).toResolvedValue((work, clock) => guardedCommand(work, (joined) => new ReplaceMetadata(joined, clock)), [MetadataWork, Clock]);
    bind(RemoveMetadata).toResolvedValue((work, clock) => guardedCommand(work, (joined) => new RemoveMetadata(joined, clock)), [MetadataWork, Clock]);
    bind(CopyMetadata).toResolvedValue((work, copies) => guardedCommand(work, (joined) => new CopyMetadata(joined, copies)), [MetadataWork, MetadataCopies]);
    bind(RebuildMetadata).toResolvedValue((register, copies) => new RebuildMetadata(register, copies), [MetadataRegister, MetadataCopies]);

    bind(ResourceTypes).toResolvedValue((described) => new ResourceTypes(described), [DESCRIBED]);
    bind(DocumentedMetadata).toResolvedValue((store) => new DocumentedMetadata(store), [DocumentStore]);
    bind(MetadataCopies).toService(DocumentedMetadata);
    bind(MetadataRegister).toResolvedValue((copies: DocumentedMetadata, truth: MetadataRegister) => new CopiedMetadataRegister(copies, truth), [DocumentedMetadata, DECIDED_METADATA]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(MetadataWork).toResolvedValue(
      (database, types, copies) => postgresMetadataWork(database, types, (kept, transaction) => new CopyingMetadata(kept, transaction, copies)),
      [TenantDatabase, ResourceTypes, DocumentedMetadata],
    );
    bind(DECIDED_METADATA).toResolvedValue((database) => new PostgresMetadataRegister(database), [TenantDatabase]);
  }),
};
