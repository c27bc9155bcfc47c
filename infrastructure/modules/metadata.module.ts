import { ContainerModule } from 'inversify';
import { DocumentMetadataCopies } from '../../adapters/metadata/documents/document-metadata-copies.js';
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
import { MetadataRebuilder } from '../../application/metadata/metadata-rebuilder.js';
import { RemoveMetadata } from '../../application/metadata/remove-metadata.js';
import { ReplaceMetadata } from '../../application/metadata/replace-metadata.js';
import { ResourceTypes } from '../../application/metadata/resource-types.js';
import { ShowMetadata } from '../../application/metadata/show-metadata.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { DocumentStore } from '../../application/shared/ports/document-store.js';
import { DESCRIBED } from '../tokens.js';
import type { ContextModule } from './context-module.js';

export const metadataModule: ContextModule = {
  name: 'metadata',
  endpoints: metadataEndpoints,
  permissions: [],
  jobs: metadataJobs,
  documents: MetadataRebuilder,

  core: new ContainerModule(({ bind }) => {
    bind(ListMetadata).toResolvedValue((types, copies) => guarded(new ListMetadata(types, copies)), [ResourceTypes, MetadataCopies]);
    bind(ShowMetadata).toResolvedValue((types, copies) => guarded(new ShowMetadata(types, copies)), [ResourceTypes, MetadataCopies]);
    bind(ReplaceMetadata).toResolvedValue((work, clock) => guardedCommand(work, (joined) => new ReplaceMetadata(joined, clock)), [MetadataWork, Clock]);
    bind(RemoveMetadata).toResolvedValue((work, clock) => guardedCommand(work, (joined) => new RemoveMetadata(joined, clock)), [MetadataWork, Clock]);
    bind(CopyMetadata).toResolvedValue((work, copies) => guardedCommand(work, (joined) => new CopyMetadata(joined, copies)), [MetadataWork, MetadataCopies]);
    bind(MetadataRebuilder).toResolvedValue((register, copies) => new MetadataRebuilder(register, copies), [MetadataRegister, MetadataCopies]);

    bind(ResourceTypes).toResolvedValue((described) => new ResourceTypes(described), [DESCRIBED]);
    bind(MetadataCopies).toResolvedValue((register, documents) => new DocumentMetadataCopies(register, documents), [MetadataRegister, DocumentStore]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(MetadataWork).toResolvedValue(postgresMetadataWork, [TenantDatabase, ResourceTypes, MetadataCopies]);
    bind(MetadataRegister).toResolvedValue((database) => new PostgresMetadataRegister(database), [TenantDatabase]);
  }),
};
