import type { SystemContext } from '../../domain/shared/system-context.js';
import { Tenant } from '../../domain/tenancy/tenant.js';
import { operator } from '../shared/guard.js';
import type { Page, PageRequest } from '../shared/page.js';
import type { TenantRegistry } from './ports/tenant-registry.js';
import { recordOf, type TenantRecord } from './tenant-record.js';

/** Lists all tenants by their slugs, a page at a time. */
export class ListTenants {
  static readonly needs = operator;

  constructor(private readonly registry: TenantRegistry) {}

  async execute(system: SystemContext, request: PageRequest): Promise<Page<TenantRecord>> {
    const { items, next } = await this.registry.list(system, request);
    return { items: items.map((state) => recordOf(Tenant.restore(state))), next };
  }
}
