import { ContainerModule } from 'inversify';
import { inMemoryMetadataWork, InMemoryMetadataRegister } from '../../../adapters/metadata/memory/in-memory-metadata.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { MetadataCopies } from '../../../application/metadata/ports/metadata-copies.js';
import { MetadataRegister } from '../../../application/metadata/ports/metadata-register.js';
import { MetadataWork } from '../../../application/metadata/ports/metadata-work.js';
import { ResourceTypes } from '../../../application/metadata/resource-types.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(MetadataWork).toResolvedValue(inMemoryMetadataWork, [InMemoryStore, ResourceTypes, MetadataCopies]);
  bind(MetadataRegister).toResolvedValue((store) => new InMemoryMetadataRegister(store), [InMemoryStore]);
});
