import { sql } from 'slonik';
import { z } from 'zod';
import { KeptMetadata } from '../../../application/metadata/ports/kept-metadata.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { EntityMetadata, type Resource } from '../../../domain/metadata/entity-metadata.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { metadataOf, metadataRow } from './metadata-row.js';

export class PostgresKeptMetadata extends KeptMetadata {
  constructor(private readonly db: Queries) {
    super();
  }

  override async get(tenant: TenantContext, resource: Resource): Promise<EntityMetadata> {
    const row = await this.db.maybeOne(tenant, named('metadata.get-metadata', sql.type(metadataRow)`
      select resource_type, resource_id, pairs, version
      from metadata.entity_metadata
      where tenant_id = ${tenant.tenantId} and resource_type = ${resource.type} and resource_id = ${resource.resourceId}
    `));
    return row === null ? EntityMetadata.none(tenant.tenantId, resource) : EntityMetadata.restore(metadataOf(tenant, row));
  }

  override async save(tenant: TenantContext, metadata: EntityMetadata): Promise<EntityMetadata> {
    if (metadata.state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    const stored = await (metadata.state.version === 0 ? this.insert(tenant, metadata) : this.update(tenant, metadata));
    if (stored === 0) throw new OutdatedVersion();
    return metadata.stored();
  }

  private insert(tenant: TenantContext, { state, events }: EntityMetadata): Promise<number> {
    const { type, resourceId, pairs } = state;
    return this.db.execute(tenant, named('metadata.insert-metadata', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: AGGREGATE, id: resourceId }, events)})
      insert into metadata.entity_metadata (tenant_id, resource_type, resource_id, pairs, version)
      values (${tenant.tenantId}, ${type}, ${resourceId}, ${sql.jsonb(Object.fromEntries(pairs))}, 1)
      on conflict (tenant_id, resource_type, resource_id) do nothing
    `));
  }

  private update(tenant: TenantContext, { state, events }: EntityMetadata): Promise<number> {
    const { type, resourceId, pairs, version } = state;
    return this.db.execute(tenant, named('metadata.update-metadata', sql.type(noRow)`
      with announced as (${outboxed(tenant, { type: AGGREGATE, id: resourceId }, events)})
      update metadata.entity_metadata
      set pairs = ${sql.jsonb(Object.fromEntries(pairs))}, version = ${version + 1}
      where tenant_id = ${tenant.tenantId} and resource_type = ${type} and resource_id = ${resourceId} and version = ${version}
    `));
  }
}

const AGGREGATE = 'metadata.entity-metadata';
const noRow = z.object({});
