import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { TenancyScope } from './ports/tenancy-work.js';
import type { TenantEntries } from './ports/tenant-entries.js';

/** Enters into the directory what a tenant is now, after each change: whoever made it may have failed to. */
export class CopyTenant {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing', 'closed'] as const;

  constructor(
    private readonly work: UnitOfWork<TenancyScope>,
    private readonly entries: TenantEntries,
  ) {}

  execute(tenant: TenantContext): Promise<void> {
    return this.work.run(tenant, async ({ tenants }) => this.entries.enter(tenant, (await tenants.get(tenant)).state));
  }
}
