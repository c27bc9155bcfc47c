import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../shared/refusals.js';
import type { TenancyScope } from './ports/tenancy-work.js';

export type ReopenTenantCommand = { readonly version: number };

/** Takes back that the tenant is to be closed. */
export class ReopenTenant {
  static readonly needs = 'tenancy:tenant:close';
  static readonly admits = ['closing'] as const;

  constructor(
    private readonly work: UnitOfWork<TenancyScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { version }: ReopenTenantCommand): Promise<void> {
    return this.work.run(tenant, async ({ tenants }) => {
      const current = await tenants.get(tenant);
      if (current.state.version !== version) throw new OutdatedVersion();
      await tenants.save(tenant, current.reopen(this.clock.now()));
    });
  }
}
