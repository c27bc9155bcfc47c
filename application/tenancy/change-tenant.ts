import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../shared/refusals.js';
import type { TenancyScope } from './ports/tenancy-work.js';
import { detailsOf, type TenantDetails } from './tenant-details.js';

export type ChangeTenantCommand = { readonly version: number; readonly change: { readonly name?: string } };

/** Changes what a tenant says of itself, as seen in the version that is named. */
export class ChangeTenant {
  static readonly needs = 'tenancy:tenant:write';

  constructor(
    private readonly work: UnitOfWork<TenancyScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { version, change }: ChangeTenantCommand): Promise<TenantDetails> {
    const now = this.clock.now();
    return this.work.run(tenant, async ({ tenants }) => {
      const current = await tenants.get(tenant);
      if (current.state.version !== version) throw new OutdatedVersion();
      const renamed = current.rename(change.name ?? current.state.name, now);
      return detailsOf((renamed === current ? current : await tenants.save(tenant, renamed)).state);
    });
  }
}
