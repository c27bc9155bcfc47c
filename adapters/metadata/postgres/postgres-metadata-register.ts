import { sql } from 'slonik';
import { MetadataRegister } from '../../../application/metadata/ports/metadata-register.js';
import { EntityMetadata, type EntityMetadataState, type Resource } from '../../../domain/metadata/entity-metadata.js';
import type { ResourceId } from '../../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Queries } from '../../shared/postgres/queries.js';
import { named } from '../../shared/postgres/statement.js';
import { metadataOf, metadataRow } from './metadata-row.js';

export class PostgresMetadataRegister extends MetadataRegister {
  constructor(private readonly db: Queries) {
    super();
  }

  override async of(tenant: TenantContext, type: string, ids: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, EntityMetadataState>> {
    const rows = await this.db.any(tenant, named('metadata.metadata-of', sql.type(metadataRow)`
      select resource_type, resource_id, pairs, version
      from metadata.entity_metadata
      where tenant_id = ${tenant.tenantId} and resource_type = ${type} and resource_id = any(${sql.array([...ids], 'uuid')})
    `));
    const noted = new Map(rows.map((row) => [row.resource_id, metadataOf(tenant, row)]));
    return new Map(ids.map((resourceId) => [resourceId, noted.get(resourceId) ?? EntityMetadata.none(tenant.tenantId, { type, resourceId }).state]));
  }

  override async after(tenant: TenantContext, last: Resource | null, limit: number): Promise<readonly EntityMetadataState[]> {
    const behind = last === null ? sql.fragment`true` : sql.fragment`(resource_type, resource_id) > (${last.type}, ${last.resourceId}::uuid)`;
    const rows = await this.db.any(tenant, named('metadata.metadata-after', sql.type(metadataRow)`
      select resource_type, resource_id, pairs, version
      from metadata.entity_metadata
      where tenant_id = ${tenant.tenantId} and ${behind}
      order by resource_type, resource_id
      limit ${limit}
    `));
    return rows.map((row) => metadataOf(tenant, row));
  }
}
