import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RateLimits } from '../../../application/shared/ports/rate-limits.js';
import { RateExceeded } from '../../../application/shared/refusals.js';
import type { TenantEntries } from '../../../application/tenancy/ports/tenant-entries.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { planLimits, plans } from '../../../domain/tenancy/plan.js';

const MINUTE_S = 60;

/**
 * Counts by tenant, for a minute from its first request on, by the plan that the directory says. Each process counts for
 * itself: over several of them, a tenant has up to as many times its rate.
 */
export class RatesByPlan extends RateLimits {
  readonly #counters = new Map(plans.map((plan) => [plan, new RateLimiterMemory({ points: planLimits[plan].apiUnitsPerMinute, duration: MINUTE_S })]));

  constructor(private readonly entries: Pick<TenantEntries, 'entryOf'>) {
    super();
  }

  override async count(tenant: TenantContext, units: number): Promise<void> {
    const { plan } = await this.entries.entryOf(tenant);
    await this.#counters.get(plan)?.consume(tenant.tenantId, units).catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new RateExceeded(`The plan ${plan} includes ${planLimits[plan].apiUnitsPerMinute} units a minute.`, refused.msBeforeNext);
    });
  }
}
