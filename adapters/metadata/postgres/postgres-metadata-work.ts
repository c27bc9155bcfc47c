import { CopyingMetadata } from '../../../application/metadata/copying-metadata.js';
import type { MetadataCopies } from '../../../application/metadata/ports/metadata-copies.js';
import type { MetadataScope } from '../../../application/metadata/ports/metadata-work.js';
import type { ResourceTypes } from '../../../application/metadata/resource-types.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresKeptMetadata } from './postgres-kept-metadata.js';

/** Metadata's unit of work; changes are copied after it. */
export const postgresMetadataWork = (database: TenantDatabase, types: ResourceTypes, copies: MetadataCopies): PostgresUnitOfWork<MetadataScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({
    metadata: new CopyingMetadata(new PostgresKeptMetadata(transaction), transaction, copies),
    types: types.within(transaction),
  }));
