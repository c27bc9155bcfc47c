import { expect } from 'chai';
import { v7 } from 'uuid';
import { jobType } from '../../../application/shared/job-type.js';
import { instant } from '../../../application/shared/json-members.js';
import { ActiveTenants } from '../../../application/shared/ports/active-tenants.js';
import type { Firing, Schedules } from '../../../application/shared/ports/schedules.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { type Rule, type Schedule, schedule } from '../../../application/shared/schedule.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, TenantContext, type TenantId } from '../../../domain/shared/tenant-context.js';
import type { Platform } from '../../support/platform.js';
import { aTenant } from '../../support/tenants.js';
import type { Home } from '../homes.js';
import { add, founded } from '../tenancy/founded.js';

/** A job as it was asked for. */
export type AskedFor = { readonly type: string; readonly key: string | null; readonly data: unknown; readonly by: string; readonly startsAllowed: number };

export type SchedulesPorts = Pick<Platform, 'tenancyWork'> & {
  readonly activeTenants: ActiveTenants;
  readonly schedulesOver: (tenants: ActiveTenants) => Schedules;
  readonly jobsOf: (tenant: TenantContext) => Promise<readonly AskedFor[]>;
  /** As if so much time had passed, as far as this schedule can tell. */
  readonly passes: (schedule: Schedule, milliseconds: number) => Promise<void>;
};

const system = SystemContext.for('a test of schedules');
const HOUR_MS = 3_600_000;

/** So long that none of its moments is near enough to come while a test runs. */
const SELDOM = { every: { hours: 1_000 } } as const;
const SELDOM_MS = 1_000 * HOUR_MS;

const aSchedule = (rule: Rule, missed: Schedule['missed'] = 'catch up', name: `${string}.${string}` = `library.take-stock-${v7()}`): Schedule =>
  schedule(name, { ...rule, fansOut: jobType(`${name}-of-one`, { dueAt: instant }, { starts: 3 }), data: (dueAt) => ({ dueAt }), missed });

/** Like the others, until somebody asks for what comes after the first. */
class BreaksOff extends ActiveTenants {
  constructor(private readonly tenants: ActiveTenants) {
    super();
  }

  override async page(...[given, after, limit, transaction]: [SystemContext, TenantId | null, number, OpenTransaction]): Promise<readonly TenantId[]> {
    if (after !== null) throw new Error('The process ended.');
    return this.tenants.page(given, after, limit, transaction);
  }
}

const dueTimeOf = (firing: Firing | undefined): Date => {
  if (firing === undefined || firing.outcome === 'failed') throw new Error('Nothing was fired.');
  return firing.dueAt;
};
const isMultiple = (moment: Date, milliseconds: number): boolean => moment.getTime() % milliseconds === 0;

/** What everybody who keeps due times promises. There may be tenants of others, who are reached as well. */
export function describeSchedules(home: string, open: () => Promise<Home<SchedulesPorts>>): void {
  describe(`schedules in ${home}`, () => {
    const opened = async () => {
      const ports = await open();
      const schedules = ports.schedulesOver(ports.activeTenants);
      const [one, other] = [await aCustomer(ports), await aCustomer(ports)];
      const fire = (...declared: readonly Schedule[]) => schedules.fireDue(system, declared);
      const firingsOf = async (...declared: readonly Schedule[]) => (await fire(...declared)).firings;
      const jobsOf = async (tenant: TenantContext, { fansOut }: Schedule) => (await ports.jobsOf(tenant)).filter(({ type }) => type === fansOut.name);
      return { ...ports, one, other, fire, firingsOf, jobsOf };
    };
    const aCustomer = async ({ tenancyWork }: Pick<Platform, 'tenancyWork'>): Promise<TenantContext> => {
      const tenant = aTenant();
      await add(tenancyWork, tenant, founded(tenant));
      return tenant;
    };

    it('ask for one job in each tenant when they come due, and in no other than those', async () => {
      const { one, other, fire, passes, jobsOf } = await opened();
      const stock = aSchedule(SELDOM);
      expect((await fire(stock)).firings).to.deep.equal([]);
      await passes(stock, SELDOM_MS);

      const { firings } = await fire(stock);

      const dueAt = dueTimeOf(firings[0]);
      expect(isMultiple(dueAt, SELDOM_MS)).to.equal(true);
      expect(firings).to.have.length(1);
      expect(firings[0]).to.deep.include({ schedule: stock.name, outcome: 'fired' });
      const asked = { type: stock.fansOut.name, key: `${stock.name} ${dueAt.toISOString()}`, data: { dueAt: dueAt.toISOString() }, by: 'the platform', startsAllowed: 3 };
      for (const tenant of [one, other]) expect(await jobsOf(tenant, stock)).to.deep.equal([asked]);
      expect(await jobsOf(TenantContext.visitor(platformTenantId), stock)).to.deep.equal([]);
    });

    it('do nothing before they come due, nor again for the same due time', async () => {
      const { one, firingsOf, passes, jobsOf } = await opened();
      const stock = aSchedule(SELDOM);
      expect([await firingsOf(stock), await firingsOf(stock)]).to.deep.equal([[], []]);
      expect(await jobsOf(one, stock)).to.deep.equal([]);

      await passes(stock, SELDOM_MS);
      expect(await firingsOf(stock)).to.have.length(1);
      expect([await firingsOf(stock), await firingsOf(stock)]).to.deep.equal([[], []]);
      expect(await jobsOf(one, stock)).to.have.length(1);
    });

    it('say in how many seconds the next of them is due', async () => {
      const { fire, passes } = await opened();
      expect(await fire()).to.deep.equal({ firings: [], nextInSeconds: null });
      const [stock, hourly] = [aSchedule(SELDOM), aSchedule({ cron: '0 * * * *', zone: 'UTC' })];
      expect((await fire(stock, hourly)).nextInSeconds).to.be.greaterThan(0).and.most(3_600);

      await passes(stock, SELDOM_MS);
      expect((await fire(stock)).nextInSeconds).to.be.greaterThan(0).and.most(SELDOM_MS / 1000);
    });

    it('fire once, however many look at once', async () => {
      const { one, other, firingsOf, passes, jobsOf } = await opened();
      const stock = aSchedule(SELDOM);
      await Promise.all(Array.from({ length: 8 }, () => firingsOf(stock)));
      for (let round = 1; round <= 3; round += 1) {
        await passes(stock, SELDOM_MS);
        const firings = await Promise.all(Array.from({ length: 8 }, () => firingsOf(stock)));
        expect(firings.flat()).to.have.length(1);
      }
      for (const tenant of [one, other]) expect((await jobsOf(tenant, stock)).length).to.be.least(1);
    });

    it('catch up once, with the latest, when nobody looked for long', async () => {
      const { one, firingsOf, passes, jobsOf } = await opened();
      const often = aSchedule({ every: { hours: 1 } });
      await firingsOf(often);
      await passes(often, 72 * HOUR_MS);

      const [firing] = await firingsOf(often);

      expect(firing).to.deep.include({ schedule: often.name, outcome: 'fired' });
      expect(await jobsOf(one, often)).to.have.length(1);
      await passes(often, HOUR_MS);
      const [next] = await firingsOf(often);
      expect(dueTimeOf(next).getTime()).to.be.least(dueTimeOf(firing).getTime());
    });

    it('let due times go that were missed, when that is declared, and keep those of the last minute', async () => {
      const { one, firingsOf, passes, jobsOf } = await opened();
      const [stock, minutely] = [aSchedule(SELDOM, 'skip'), aSchedule({ every: { minutes: 1 } }, 'skip')];
      await firingsOf(stock, minutely);
      await passes(stock, 3 * SELDOM_MS + 3 * 60_000);
      await passes(minutely, 72 * HOUR_MS);

      const [skipped, kept] = await firingsOf(stock, minutely);

      expect(skipped).to.deep.include({ schedule: stock.name, outcome: 'skipped' });
      expect(kept).to.deep.include({ schedule: minutely.name, outcome: 'fired' });
      expect(await jobsOf(one, stock)).to.deep.equal([]);
      expect(await jobsOf(one, minutely)).to.have.length(1);
      expect(await firingsOf(stock)).to.deep.equal([]);
    });

    it('come due by their new rule, and after now, when it has changed', async () => {
      const { one, firingsOf, passes, jobsOf } = await opened();
      const before = aSchedule(SELDOM);
      const changed = aSchedule({ every: { hours: 999 } }, 'catch up', before.name as `${string}.${string}`);
      await firingsOf(before);
      await passes(before, SELDOM_MS);

      expect(await firingsOf(changed)).to.deep.equal([]);
      expect(await jobsOf(one, changed)).to.deep.equal([]);
      await passes(changed, 999 * HOUR_MS);
      expect(isMultiple(dueTimeOf((await firingsOf(changed))[0]), 999 * HOUR_MS)).to.equal(true);
    });

    it('do not fire while they are not declared', async () => {
      const { one, firingsOf, passes, jobsOf } = await opened();
      const [removed, stock] = [aSchedule(SELDOM), aSchedule(SELDOM)];
      await firingsOf(removed, stock);
      await passes(removed, SELDOM_MS);

      expect((await firingsOf(stock)).filter(({ schedule }) => schedule === removed.name)).to.deep.equal([]);
      expect(await jobsOf(one, removed)).to.deep.equal([]);
    });

    it('are still due when their firing broke off, and then ask for one job in each tenant; others are not held up', async () => {
      const { one, other, activeTenants, schedulesOver, firingsOf, passes, jobsOf } = await opened();
      const [stock, late] = [aSchedule(SELDOM), aSchedule(SELDOM, 'skip')];
      await firingsOf(stock, late);
      await passes(stock, SELDOM_MS + 3 * 60_000);
      await passes(late, SELDOM_MS + 3 * 60_000);

      const broken = await schedulesOver(new BreaksOff(activeTenants)).fireDue(system, [stock, late]);

      expect(broken.firings.map(({ schedule, outcome }) => [schedule, outcome])).to.deep.equal([[stock.name, 'failed'], [late.name, 'skipped']]);
      expect(broken.nextInSeconds).to.be.greaterThan(0).and.most(60);
      expect((await firingsOf(stock)).map(({ outcome }) => outcome)).to.deep.equal(['fired']);
      for (const tenant of [one, other]) expect(await jobsOf(tenant, stock)).to.have.length(1);
      expect(await firingsOf(stock)).to.deep.equal([]);
    });

    it('reach a tenant that came later from the next time on', async () => {
      const { firingsOf, passes, jobsOf, tenancyWork } = await opened();
      const stock = aSchedule(SELDOM);
      await firingsOf(stock);
      await passes(stock, SELDOM_MS);
      await firingsOf(stock);
      const late = await aCustomer({ tenancyWork });
      expect(await firingsOf(stock)).to.deep.equal([]);
      expect(await jobsOf(late, stock)).to.deep.equal([]);

      await passes(stock, SELDOM_MS);
      await firingsOf(stock);
      expect(await jobsOf(late, stock)).to.have.length(1);
    });
  });
}
