import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../shared/refusals.js';
import type { TenancyScope } from './ports/tenancy-work.js';
import { detailsOf, type TenantDetails } from './tenant-details.js';

export type ReopenTenantCommand = { readonly version: number };

/** Takes back that the tenant is to be closed. */
export class ReopenTenant {
  static readonly needs = 'tenancy:tenant:close';
  static readonly admits = ['closing'] as const;

  constructor(
    private readonly work: UnitOfWork<TenancyScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { version }: ReopenTenantCommand): Promise<TenantDetails> {
    const now = this.clock.now();
    return this.work.run(tenant, async ({ tenants }) => {
      const current = await tenants.get(tenant);
      if (current.state.version !== version) throw new OutdatedVersion();
      const { state } = await tenants.save(tenant, current.reopen(now));
      return detailsOf(state);
    });
  }
}
