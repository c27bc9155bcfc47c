import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { limitsOf } from '../../domain/tenancy/plan.js';
import type { Clock } from '../shared/ports/clock.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';
import { PlanLimitReached } from '../shared/refusals.js';
import { monthOf } from './month.js';
import type { Counter } from './ports/usage.js';
import type { UsageWork } from './ports/usage-work.js';
import { type Meter, PlanAllowances } from './published.js';

/** Counts within the transaction of whoever asks, so that what is undone is not counted. */
export class PublishedPlanAllowances extends PlanAllowances {
  constructor(
    private readonly work: UsageWork,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async take(tenant: TenantContext, meter: Meter, transaction: OpenTransaction): Promise<void> {
    const limits = limitsOf(meter);
    const { plan, taken } = await this.work.within(transaction).run(tenant, ({ usage }) => usage.take(tenant, this.counterOf(meter), limits));
    if (!taken) throw new PlanLimitReached(`The plan ${plan} includes ${String(limits[plan])} ${inWords[meter]}.`);
  }

  override giveBack(tenant: TenantContext, meter: Meter, transaction: OpenTransaction): Promise<void> {
    return this.work.within(transaction).run(tenant, ({ usage }) => usage.giveBack(tenant, this.counterOf(meter)));
  }

  private counterOf(meter: Meter): Counter {
    return { meter, period: meter === 'invoicesPerMonth' ? monthOf(this.clock.now()) : '' };
  }
}

const inWords: Readonly<Record<Meter, string>> = {
  members: 'members',
  customers: 'customers',
  invoicesPerMonth: 'invoices per month',
};
