import { ListEvents } from '../../../application/integrations/list-events.js';
import { EventIds } from '../../../application/integrations/ports/event-ids.js';
import { EventStream } from '../../../application/shared/ports/event-stream.js';
import type { Container } from 'inversify';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import type { Crowd } from '../crowd.js';

const reader = (tenantId: string): TenantContext =>
  TenantContext.of(TenantId.from(tenantId), { kind: 'platform' }, ['integrations:events:read', 'tenancy:tenant:read'], 'active');

const wanted = [['tenancy.tenant-renamed'], ['tenancy.plan-changed'], ['tenancy.tenant-resumed'], ['tenancy.plan-changed', 'tenancy.tenant-renamed']];

/** At the beginning, half way, and near the end of what is kept just now. */
async function placesIn(container: Container, tenant: TenantContext): Promise<readonly number[]> {
  const { forgottenUpTo, last } = await container.get(EventStream).read(tenant, { after: 0, limit: 1 });
  return [forgottenUpTo, Math.floor((forgottenUpTo + last) / 2), last - 100];
}

/** As whoever comes back follows, of few types or many. */
async function readBehind(container: Container, tenantId: string): Promise<void> {
  const tenant = reader(tenantId);
  for (const after of [...(await placesIn(container, tenant)), Number.MAX_SAFE_INTEGER])
    for (const types of [...wanted, undefined])
      await container.get(EventStream).read(tenant, { after, limit: 200, ...(types === undefined ? {} : { types }) });
}

/** As whoever has read so far lists what followed. */
async function listSince(container: Container, tenantId: string): Promise<void> {
  const tenant = reader(tenantId);
  for (const place of await placesIn(container, tenant))
    for (const types of wanted)
      await container.get(ListEvents).execute(tenant, { limit: 100, types, since: container.get(EventIds).idAt(tenant, place) });
}

/** Events are the kernel's. An id is signed for its tenant: what is asked since one is among the calls. */
export const crowd: Crowd = {
  tables: {},
  filters: { types: ['tenancy.tenant-renamed', 'tenancy.plan-changed', 'tenancy.plan-changed,access.roles-changed'], since: [] },
  calls: [readBehind, listSince],
};
