import { Standings } from '../../../application/identity/ports/standings.js';
import type { TenantStandings } from '../../../application/tenancy/published.js';
import type { Standing, TenantContext } from '../../../domain/shared/tenant-context.js';

/** How a tenant stands, as tenancy knows it. */
export class StandingsFromTenancy extends Standings {
  constructor(private readonly standings: TenantStandings) {
    super();
  }

  override of(tenant: TenantContext): Promise<Standing | 'closed'> {
    return this.standings.standingOf(tenant);
  }
}
