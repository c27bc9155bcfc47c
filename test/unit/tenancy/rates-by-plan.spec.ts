import { expect } from 'chai';
import { RatesByPlan } from '../../../adapters/tenancy/in-process/rates-by-plan.js';
import { RateExceeded, Unavailable } from '../../../application/shared/refusals.js';
import type { TenantEntry } from '../../../application/tenancy/ports/tenant-entries.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type Plan, planLimits } from '../../../domain/tenancy/plan.js';
import { aTenant } from '../../support/tenants.js';

/** Rates over a directory that says what the test tells it to. */
function opened(first: Plan = 'free') {
  const entries = {
    plan: first,
    away: false,
    async entryOf(): Promise<TenantEntry> {
      if (entries.away) throw new Unavailable();
      return { plan: entries.plan } as TenantEntry;
    },
  };
  const rates = new RatesByPlan(entries);
  const ask = async (tenant: TenantContext, times: number) => {
    for (let time = 1; time <= times; time++) await rates.count(tenant, 1);
  };
  return { rates, entries, ask };
}

describe('the rates of the plans', () => {
  it('let a tenant ask as much in a minute as its plan includes, and say when it may again', async () => {
    const [{ rates, ask }, tenant, other] = [opened(), aTenant(), aTenant()];
    await ask(tenant, planLimits.free.apiUnitsPerMinute);
    const refused = await rates.count(tenant, 1).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(RateExceeded);
    expect((refused as RateExceeded).message).to.equal('The plan free includes 600 units a minute.');
    expect((refused as RateExceeded).retryAfterSeconds).to.be.within(1, 60);
    await ask(other, 1);
  });

  it('hold for many who ask at once', async () => {
    const [{ rates }, tenant] = [opened(), aTenant()];
    const asked = await Promise.allSettled(Array.from({ length: 700 }, () => rates.count(tenant, 1)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).to.have.length(600);
  });

  it('count what a request costs', async () => {
    const [{ rates }, tenant] = [opened(), aTenant()];
    for (let asked = 1; asked <= 60; asked++) await rates.count(tenant, 10);
    await expect(rates.count(tenant, 1)).to.be.rejectedWith(RateExceeded);
  });

  it('follow a plan when it is changed', async () => {
    const [{ rates, entries, ask }, tenant] = [opened(), aTenant()];
    await ask(tenant, planLimits.free.apiUnitsPerMinute);
    await expect(rates.count(tenant, 1)).to.be.rejectedWith(RateExceeded);
    entries.plan = 'team';
    await ask(tenant, 700);
  });

  it('let nobody through while the plan cannot be read, and remember nothing of it', async () => {
    const [{ rates, entries }, tenant] = [opened(), aTenant()];
    entries.away = true;
    await expect(rates.count(tenant, 1)).to.be.rejectedWith(Unavailable);
    entries.away = false;
    await rates.count(tenant, 1);
  });
});
