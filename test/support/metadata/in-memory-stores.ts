import { ContainerModule } from 'inversify';
import { CopyingMetadata, DocumentedMetadata } from '../../../adapters/metadata/documents/copied-metadata.js';
import { inMemoryMetadataWork, InMemoryMetadataRegister } from '../../../adapters/metadata/memory/in-memory-metadata.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { MetadataWork } from '../../../application/metadata/ports/metadata-work.js';
import { ResourceTypes } from '../../../application/metadata/resource-types.js';
import { DECIDED_METADATA } from '../../../infrastructure/modules/metadata.module.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(MetadataWork).toResolvedValue(
    (store, types, copies) => inMemoryMetadataWork(store, types, (kept, transaction) => new CopyingMetadata(kept, transaction, copies)),
    [InMemoryStore, ResourceTypes, DocumentedMetadata],
  );
  bind(DECIDED_METADATA).toResolvedValue((store) => new InMemoryMetadataRegister(store), [InMemoryStore]);
});
