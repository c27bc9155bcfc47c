import { expect } from 'chai';
import { RatesByPlan } from '../../../adapters/tenancy/in-process/rates-by-plan.js';
import { RateExceeded, Unavailable } from '../../../application/shared/refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type Plan, planLimits } from '../../../domain/tenancy/plan.js';
import type { TenantState } from '../../../domain/tenancy/tenant.js';
import { aTenant } from '../../support/tenants.js';

/** Rates over a profile that says what the test tells it to, and counts how often it is asked. */
function opened(first: Plan = 'free') {
  const time = { at: 1_000, now: () => time.at };
  const profile = {
    plan: first,
    asked: 0,
    away: false,
    async read(): Promise<TenantState> {
      profile.asked += 1;
      if (profile.away) throw new Unavailable();
      return { plan: profile.plan } as TenantState;
    },
  };
  const rates = new RatesByPlan(profile, time);
  const ask = async (tenant: TenantContext, times: number) => {
    for (let time = 1; time <= times; time++) await rates.count(tenant, 1);
  };
  return { rates, profile, time, ask };
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

  it('look a plan up once in ten seconds, also when many ask at once, and follow it when it is changed', async () => {
    const [{ rates, profile, time, ask }, tenant] = [opened(), aTenant()];
    await Promise.all(Array.from({ length: 601 }, () => rates.count(tenant, 1).catch(() => undefined)));
    expect(profile.asked).to.equal(1);
    profile.plan = 'team';
    time.at += 9_999;
    await expect(rates.count(tenant, 1)).to.be.rejectedWith(RateExceeded);
    time.at += 2;
    await ask(tenant, 700);
    expect(profile.asked).to.equal(2);
  });

  it('let nobody through while the plan cannot be read, and remember nothing of it', async () => {
    const [{ rates, profile }, tenant] = [opened(), aTenant()];
    profile.away = true;
    await expect(rates.count(tenant, 1)).to.be.rejectedWith(Unavailable);
    profile.away = false;
    await rates.count(tenant, 1);
  });
});
