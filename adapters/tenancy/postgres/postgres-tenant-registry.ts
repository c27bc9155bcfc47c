import { sql } from 'slonik';
import { z } from 'zod';
import type { Page, PageRequest } from '../../../application/shared/page.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { TenantRegistry } from '../../../application/tenancy/ports/tenant-registry.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { TenantNotFound } from '../../../domain/tenancy/tenancy-refusals.js';
import { Tenant, type TenantState } from '../../../domain/tenancy/tenant.js';
import { outboxed } from '../../shared/postgres/outbox.js';
import { named } from '../../shared/postgres/statement.js';
import type { SystemDatabase } from '../../shared/postgres/system-database.js';
import { stateOf, tenantColumns, tenantRow } from './tenant-rows.js';

/** Works over all tenants, as the system role, which may change how one stands and nothing else of it. */
export class PostgresTenantRegistry extends TenantRegistry {
  constructor(private readonly db: SystemDatabase) {
    super();
  }

  override async list(system: SystemContext, { limit, after = '' }: PageRequest): Promise<Page<TenantState>> {
    const rows = await this.db.any(system, named('tenancy.list-tenants', sql.type(tenantRow)`
      select ${tenantColumns} from tenancy.tenant
      where slug > ${after} and tenant_id <> ${platformTenantId}
      order by slug
      limit ${limit + 1}
    `));
    const items = rows.slice(0, limit).map(stateOf);
    return { items, next: rows.length > limit ? (items.at(-1)?.slug ?? null) : null };
  }

  override async get(system: SystemContext, slug: string): Promise<Tenant> {
    const row = await this.db.maybeOne(system, named('tenancy.tenant-by-slug', sql.type(tenantRow)`
      select ${tenantColumns} from tenancy.tenant where slug = ${slug} and tenant_id <> ${platformTenantId}
    `));
    if (row === null) throw new TenantNotFound();
    return Tenant.restore(stateOf(row));
  }

  override save(system: SystemContext, { state, events }: Tenant): Promise<Tenant> {
    const { id, plan, suspension, closedAt, version } = state;
    return this.db.run(system, async (transaction) => {
      const stored = await transaction.execute(system, named('tenancy.save-standing', sql.type(z.object({}))`
        with announced as (${outboxed(TenantContext.visitor(id), { type: 'tenancy.tenant', id }, events)})
        update tenancy.tenant
        set plan = ${plan}, suspended_since = ${suspension?.since.toISOString() ?? null}, suspended_reason = ${suspension?.reason ?? null},
            closed_at = ${closedAt?.toISOString() ?? null}, version = ${version + 1}
        where tenant_id = ${id} and version = ${version}
      `));
      if (stored === 0) throw new OutdatedVersion();
      return Tenant.restore({ ...state, version: version + 1 });
    });
  }
}
