import { expect } from 'chai';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { TenantNotFound } from '../../../domain/tenancy/tenancy-refusals.js';
import { Tenant } from '../../../domain/tenancy/tenant.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';
import { add, aSlug, founded } from './founded.js';

const system = SystemContext.for('a test of the registry');

/** What every registry of tenants promises to operators. */
export function describeTenantRegistry(home: string, open: OpenPlatform): void {
  describe(`the registry of tenants in ${home}`, () => {
    it('finds a tenant by its slug, and nobody by another', async () => {
      const [{ tenancyWork, registry }, tenant] = [await open(), aTenant()];
      const stored = await add(tenancyWork, tenant, founded(tenant));
      expect((await registry.get(system, stored.state.slug)).state).to.deep.equal(stored.state);
      for (const unknown of ['nobody-has-this', '', '\u{1f680}']) await expect(registry.get(system, unknown)).to.be.rejectedWith(TenantNotFound);
    });

    it('does not know the platform’s own tenant, nor changes it', async () => {
      const { registry } = await open();
      const platform = Tenant.restore({ ...founded(TenantContext.visitor(platformTenantId)).state, version: 1 });
      await expect(registry.save(system, platform.suspend(null, noon))).to.be.rejected;
      await expect(registry.get(system, 'platform')).to.be.rejectedWith(TenantNotFound);
      expect((await registry.list(system, { limit: 100, after: 'platforl' })).items.map(({ slug }) => slug)).to.not.include('platform');
    });

    it('lists all tenants in the order of their slugs, a page at a time', async () => {
      const { tenancyWork, registry } = await open();
      const before = aSlug();
      const slugs = [aSlug(), aSlug(), aSlug()];
      const [first, second, third] = slugs;
      for (const slug of slugs.toReversed()) {
        const tenant = aTenant();
        await add(tenancyWork, tenant, founded(tenant, slug));
      }

      const one = await registry.list(system, { limit: 2, after: before });
      expect(one.items.map(({ slug }) => slug)).to.deep.equal([first, second]);
      expect(one.next).to.be.a('string');
      const other = await registry.list(system, { limit: 2, after: one.next ?? '' });
      expect(other).to.deep.include({ next: null });
      expect(other.items.map(({ slug }) => slug)).to.deep.equal([third]);
      expect((await registry.list(system, { limit: 3, after: before })).next).to.equal(null);
      expect((await registry.list(system, { limit: 1 })).items).to.have.length(1);
    });

    it('keeps a plan, a suspension and an end, with what happened', async () => {
      const [{ tenancyWork, registry, profile, eventsOf }, tenant] = [await open(), aTenant()];
      const { slug } = (await add(tenancyWork, tenant, founded(tenant))).state;
      const change = async (how: (it: Tenant) => Tenant) => registry.save(system, how(await registry.get(system, slug)));

      const suspended = await change((it) => it.changePlan('enterprise', noon).suspend('unpaid', noon));

      expect(suspended.state).to.deep.include({ plan: 'enterprise', suspension: { reason: 'unpaid', since: noon }, closedAt: null, version: 2 });
      expect(suspended.events).to.deep.equal([]);
      expect(await profile.read(tenant)).to.deep.equal(suspended.state);
      expect(await profile.status(tenant)).to.equal('suspended');
      expect((await change((it) => it.resume(noon))).state).to.deep.include({ suspension: null, version: 3 });
      expect(await profile.status(tenant)).to.equal('active');
      expect((await change((it) => it.closeAtOnce(noon))).state).to.deep.include({ closedAt: noon, version: 4 });
      expect(await profile.status(tenant)).to.equal('closed');
      expect((await eventsOf(tenant)).slice(1)).to.deep.equal([
        { type: 'tenancy.plan-changed', occurredAt: noon.toISOString(), from: 'team', to: 'enterprise' },
        { type: 'tenancy.tenant-suspended', occurredAt: noon.toISOString(), reason: 'unpaid' },
        { type: 'tenancy.tenant-resumed', occurredAt: noon.toISOString() },
        { type: 'tenancy.tenant-closed', occurredAt: noon.toISOString() },
      ]);
    });

    it('leaves to the tenant what is its own to change', async () => {
      const [{ tenancyWork, registry, profile }, tenant] = [await open(), aTenant()];
      const stored = await add(tenancyWork, tenant, founded(tenant));

      await registry.save(system, stored.rename('Taken over', noon).requestClosure(noon).suspend(null, noon));

      expect(await profile.read(tenant)).to.deep.include({ name: stored.state.name, closesAt: null, suspension: { reason: null, since: noon } });
    });

    it('lets only one of two change a tenant at once, whoever they are, and announces that alone', async () => {
      const [{ tenancyWork, registry, profile, eventsOf }, tenant] = [await open(), aTenant()];
      const stored = await add(tenancyWork, tenant, founded(tenant));
      const outcomes = await Promise.allSettled([
        registry.save(system, stored.suspend('one', noon)),
        registry.save(system, stored.suspend('other', noon)),
        tenancyWork.run(tenant, ({ tenants }) => tenants.save(tenant, stored.rename('Another', noon))),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      for (const it of outcomes) if (it.status === 'rejected') expect(it.reason).to.be.instanceOf(OutdatedVersion);
      expect((await profile.read(tenant)).version).to.equal(2);
      expect(await eventsOf(tenant)).to.have.length(2);
    });

    it('judges what a plan includes by the plan that a tenant has by then', async () => {
      const [{ tenancyWork, usageWork, registry, profile }, tenant] = [await open(), aTenant()];
      const stored = await add(tenancyWork, tenant, founded(tenant, aSlug(), 'free'));
      const limits = { free: 1, team: 3, enterprise: null };
      const take = () => usageWork.run(tenant, ({ usage }) => usage.take(tenant, { meter: 'customers', period: '' }, limits));
      await take();
      expect(await take()).to.deep.equal({ plan: 'free', taken: false });

      const larger = await registry.save(system, stored.changePlan('team', noon));
      expect([await take(), await take()]).to.deep.equal([{ plan: 'team', taken: true }, { plan: 'team', taken: true }]);

      await registry.save(system, larger.changePlan('free', noon));
      expect(await take()).to.deep.equal({ plan: 'free', taken: false });
      expect(await profile.usage(tenant, '2026-03')).to.include({ customers: 3 });
    });
  });
}
