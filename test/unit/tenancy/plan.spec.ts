import { expect } from 'chai';
import { planLimits, type PlanLimits, plans } from '../../../domain/tenancy/plan.js';

describe('the plans', () => {
  it('are free, team and enterprise, and each declares its limits', () => {
    expect(plans).to.deep.equal(['free', 'team', 'enterprise']);
    expect(Object.keys(planLimits)).to.deep.equal([...plans]);
  });

  it('include more, the larger they are', () => {
    const within = (limit: number | null): number => limit ?? Number.POSITIVE_INFINITY;
    const kinds: readonly (keyof PlanLimits)[] = ['members', 'customers', 'invoicesPerMonth', 'apiUnitsPerMinute'];
    for (const kind of kinds) {
      const limits = plans.map((plan) => within(planLimits[plan][kind]));
      expect(limits[0], kind).to.be.above(0);
      expect(limits, kind).to.deep.equal(limits.toSorted((one, other) => one - other));
      expect(new Set(limits).size, kind).to.equal(plans.length);
    }
  });

  it('never leave the calls to the API without a limit', () => {
    for (const plan of plans) expect(Number.isFinite(planLimits[plan].apiUnitsPerMinute), plan).to.equal(true);
  });
});
