import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { TenancyScope } from './ports/tenancy-work.js';
import type { TenantEntries } from './ports/tenant-entries.js';

/** After a change: sees to it that the directory says what a tenant is now, should whoever changed it have failed to. */
export class CopyTenant {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing', 'closed'] as const;

  constructor(
    private readonly work: UnitOfWork<TenancyScope>,
    private readonly entries: TenantEntries,
  ) {}

  execute(tenant: TenantContext): Promise<void> {
    return this.work.run(tenant, async ({ tenants }) => this.entries.repair(tenant, (await tenants.get(tenant)).state));
  }
}
