import { type TenantCard, TenantCards } from '../../../application/access/ports/tenant-cards.js';
import type { TenantDirectory } from '../../../application/tenancy/published.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** How the caller's tenant presents itself, as tenancy knows it. */
export class CardsFromTenancy extends TenantCards {
  constructor(private readonly tenants: TenantDirectory) {
    super();
  }

  override read(tenant: TenantContext): Promise<TenantCard> {
    return this.tenants.cardOf(tenant);
  }
}
