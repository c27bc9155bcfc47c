import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { OutdatedVersion } from '../shared/refusals.js';
import type { TenancyScope } from './ports/tenancy-work.js';
import { detailsOf, type TenantDetails } from './tenant-details.js';

export type RequestClosureCommand = { readonly version: number };

/** Asks for the tenant to be closed in thirty days. Until then it can be read, and reopened, and is not changed. */
export class RequestClosure {
  static readonly needs = 'tenancy:tenant:close';

  constructor(
    private readonly work: UnitOfWork<TenancyScope>,
    private readonly clock: Clock,
  ) {}

  execute(tenant: TenantContext, { version }: RequestClosureCommand): Promise<TenantDetails> {
    const now = this.clock.now();
    return this.work.run(tenant, async ({ tenants }) => {
      const current = await tenants.get(tenant);
      if (current.state.version !== version) throw new OutdatedVersion();
      const { state } = await tenants.save(tenant, current.requestClosure(now));
      return detailsOf(state);
    });
  }
}
