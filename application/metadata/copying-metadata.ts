import type { EntityMetadata, Resource } from '../../domain/metadata/entity-metadata.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';
import { KeptMetadata } from './ports/kept-metadata.js';
import type { MetadataCopies } from './ports/metadata-copies.js';

/** Metadata whose changes are copied once the transaction is kept. */
export class CopyingMetadata extends KeptMetadata {
  constructor(
    private readonly metadata: KeptMetadata,
    private readonly transaction: OpenTransaction,
    private readonly copies: MetadataCopies,
  ) {
    super();
  }

  override get(tenant: TenantContext, resource: Resource): Promise<EntityMetadata> {
    return this.metadata.get(tenant, resource);
  }

  override async save(tenant: TenantContext, changed: EntityMetadata): Promise<EntityMetadata> {
    const stored = await this.metadata.save(tenant, changed);
    this.transaction.onceKept(() => this.copies.changed(tenant, stored.state));
    return stored;
  }
}
