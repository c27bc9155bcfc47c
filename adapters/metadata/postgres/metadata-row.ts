import { z } from 'zod';
import type { EntityMetadataState } from '../../../domain/metadata/entity-metadata.js';
import { Pairs } from '../../../domain/metadata/pairs.js';
import type { ResourceId } from '../../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

export const metadataRow = z.object({
  resource_type: z.string(),
  resource_id: z.string(),
  pairs: z.record(z.string(), z.string()),
  version: z.number(),
});

export const metadataOf = ({ tenantId }: TenantContext, row: z.infer<typeof metadataRow>): EntityMetadataState => ({
  type: row.resource_type,
  resourceId: row.resource_id as ResourceId,
  tenantId,
  pairs: Pairs.from(Object.entries(row.pairs)),
  version: row.version,
});
