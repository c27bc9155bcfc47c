import { Sellers } from '../../../application/invoicing/ports/sellers.js';
import type { TenantDirectory } from '../../../application/tenancy/published.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Who asks for the money, as tenancy knows them. */
export class SellersFromTenancy extends Sellers {
  constructor(private readonly tenants: TenantDirectory) {
    super();
  }

  override async nameOf(tenant: TenantContext): Promise<string> {
    return (await this.tenants.cardOf(tenant)).name;
  }
}
