import type { KeptMetadata } from '../../../application/metadata/ports/kept-metadata.js';
import type { MetadataScope } from '../../../application/metadata/ports/metadata-work.js';
import type { ResourceTypes } from '../../../application/metadata/resource-types.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { PostgresUnitOfWork } from '../../shared/postgres/postgres-unit-of-work.js';
import type { TenantDatabase } from '../../shared/postgres/tenant-database.js';
import { PostgresKeptMetadata } from './postgres-kept-metadata.js';

/** Metadata's unit of work; what is kept is copied as the others say. */
export const postgresMetadataWork = (
  database: TenantDatabase,
  types: ResourceTypes,
  copying: (kept: KeptMetadata, transaction: OpenTransaction) => KeptMetadata,
): PostgresUnitOfWork<MetadataScope> =>
  new PostgresUnitOfWork(database, (transaction) => ({
    metadata: copying(new PostgresKeptMetadata(transaction), transaction),
    types: types.within(transaction),
  }));
