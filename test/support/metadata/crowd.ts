import { CopyMetadata } from '../../../application/metadata/copy-metadata.js';
import { MetadataRegister } from '../../../application/metadata/ports/metadata-register.js';
import { MetadataWork } from '../../../application/metadata/ports/metadata-work.js';
import { RebuildMetadata } from '../../../application/metadata/rebuild-metadata.js';
import { Pairs } from '../../../domain/metadata/pairs.js';
import { ResourceId } from '../../../domain/metadata/resource-id.js';
import { TenantId } from '../../../domain/shared/tenant-context.js';
import { type Crowd, crowdId, idAt } from '../crowd.js';
import { thePlatformIn } from '../tenants.js';

/** Half of it on members. */
export const crowd: Crowd = {
  tables: {
    'metadata.entity_metadata': ({ tenantId, rows }) => `
      insert into metadata.entity_metadata (tenant_id, resource_type, resource_id, pairs, version)
      select '${tenantId}', case n % 2 when 0 then 'members' else 'invoices' end, ${idAt()}, jsonb_build_object('erp.number', 'D-' || n), 1
      from generate_series(1, ${rows}) n`,
  },
  filters: { ids: [crowdId(8), Array.from({ length: 100 }, (_, at) => crowdId(at + 1)).join(',')] },
  calls: [
    async (container, tenantId) => {
      const tenant = thePlatformIn(TenantId.from(tenantId));
      const resource = { type: 'members', resourceId: ResourceId.from(crowdId(8)) };
      await container.get(MetadataRegister).after(tenant, null, 100);
      await container.get(MetadataRegister).after(tenant, resource, 100);
      await container.get(CopyMetadata).execute(tenant, resource);
      await container.get(MetadataWork).run(tenant, async ({ metadata }) => {
        const found = await metadata.get(tenant, resource);
        await metadata.save(tenant, found.replace(Pairs.from([['colour', `green ${found.state.version}`]]), new Date('2026-06-01Z')));
      });
    },
    (container) => container.get(RebuildMetadata).rebuild(thePlatformIn(TenantId.from(crowdId(1)))),
  ],
};
