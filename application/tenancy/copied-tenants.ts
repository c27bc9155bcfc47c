import type { OpenTransaction } from '../shared/ports/transactions.js';
import type { TenantEntries } from './ports/tenant-entries.js';
import { Tenants } from './ports/tenants.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Tenant } from '../../domain/tenancy/tenant.js';

/** Tenants whose changes are in the directory once the transaction is kept. */
export class CopiedTenants extends Tenants {
  constructor(
    private readonly tenants: Tenants,
    private readonly transaction: OpenTransaction,
    private readonly entries: TenantEntries,
  ) {
    super();
  }

  override async add(tenant: TenantContext, founded: Tenant): Promise<Tenant> {
    return this.told(tenant, await this.tenants.add(tenant, founded));
  }

  override get(tenant: TenantContext): Promise<Tenant> {
    return this.tenants.get(tenant);
  }

  override async save(tenant: TenantContext, changed: Tenant): Promise<Tenant> {
    return this.told(tenant, await this.tenants.save(tenant, changed));
  }

  private told(tenant: TenantContext, stored: Tenant): Tenant {
    this.transaction.onceKept(() => this.entries.changed(tenant, stored.state));
    return stored;
  }
}
