import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RateLimits } from '../../../application/shared/ports/rate-limits.js';
import { RateExceeded } from '../../../application/shared/refusals.js';
import type { TenantProfile } from '../../../application/tenancy/ports/tenant-profile.js';
import type { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { type Plan, planLimits, plans } from '../../../domain/tenancy/plan.js';

const MINUTE_S = 60;
const REMEMBERED_MS = 10_000;
const AT_MOST = 20_000;

/**
 * Counts by tenant, for a minute from its first request on. A plan is looked up every ten seconds. Each process counts
 * for itself: over several of them, a tenant has up to as many times its rate.
 */
export class RatesByPlan extends RateLimits {
  readonly #counters = new Map(plans.map((plan) => [plan, new RateLimiterMemory({ points: planLimits[plan].apiUnitsPerMinute, duration: MINUTE_S })]));
  readonly #plans: LRUCache<TenantId, Plan, TenantContext>;

  constructor(
    profile: Pick<TenantProfile, 'read'>,
    /** A monotonic clock in milliseconds; tests pass their own. */
    time: { now(): number } = performance,
  ) {
    super();
    const planOf = async (tenant: TenantContext): Promise<Plan> => (await profile.read(tenant)).plan;
    this.#plans = new LRUCache({
      max: AT_MOST, ttl: REMEMBERED_MS, ttlResolution: 0, perf: time, fetchMethod: (_id, _stale, { context }) => planOf(context),
    });
  }

  override async count(tenant: TenantContext, units: number): Promise<void> {
    const plan = this.#plans.get(tenant.tenantId) ?? (await this.#plans.forceFetch(tenant.tenantId, { context: tenant }));
    await this.#counters.get(plan)?.consume(tenant.tenantId, units).catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new RateExceeded(`The plan ${plan} includes ${planLimits[plan].apiUnitsPerMinute} units a minute.`, refused.msBeforeNext);
    });
  }
}
