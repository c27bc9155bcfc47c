import type { Standing, TenantContext } from '../../domain/shared/tenant-context.js';
import type { TenantEntries } from './ports/tenant-entries.js';
import { TenantStandings } from './published.js';

/** Tenancy's word on whether a tenant may go on. */
export class PublishedTenantStandings extends TenantStandings {
  constructor(private readonly entries: TenantEntries) {
    super();
  }

  override standingOf(tenant: TenantContext): Promise<Standing | 'closed'> {
    return this.entries.standingOf(tenant);
  }
}
