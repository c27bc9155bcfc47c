import { expect } from 'chai';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { SlugTaken } from '../../../domain/tenancy/tenancy-refusals.js';
import { Tenant } from '../../../domain/tenancy/tenant.js';
import { noon } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';
import { add, aSlug, founded } from './founded.js';

const system = SystemContext.for('a test of tenants');

/** What every home for tenants promises. */
export function describeTenants(home: string, open: OpenPlatform): void {
  describe(`tenants in ${home}`, () => {
    it('gives back what was founded, with nothing left to announce', async () => {
      const [{ tenancyWork, profile, eventsOf }, tenant] = [await open(), aTenant()];
      const given = founded(tenant);

      const stored = await add(tenancyWork, tenant, given);

      expect(stored.state).to.deep.equal({ ...given.state, version: 1 });
      expect(stored.events).to.deep.equal([]);
      expect(await profile.read(tenant)).to.deep.equal(stored.state);
      expect(await eventsOf(tenant)).to.deep.equal([
        { type: 'tenancy.tenant-founded', occurredAt: noon.toISOString(), slug: given.state.slug, plan: 'team' },
      ]);
    });

    it('refuses a slug that any other tenant has', async () => {
      const [{ tenancyWork, slugs }, one, other] = [await open(), aTenant(), aTenant()];
      const slug = aSlug();
      await add(tenancyWork, one, founded(one, slug));
      await expect(add(tenancyWork, other, founded(other, slug))).to.be.rejectedWith(SlugTaken);
      expect(await slugs.tenantOf(system, slug)).to.equal(one.tenantId);
    });

    it('lets only one of two take the same slug at once', async () => {
      const [{ tenancyWork }, slug] = [await open(), aSlug()];
      const outcomes = await Promise.allSettled([aTenant(), aTenant()].map((tenant) => add(tenancyWork, tenant, founded(tenant, slug))));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(SlugTaken);
    });

    it('founds no tenant in the name of another', async () => {
      const [{ tenancyWork, slugs }, one, other] = [await open(), aTenant(), aTenant()];
      const given = founded(one);
      await expect(add(tenancyWork, other, given)).to.be.rejectedWith(/another tenant/);
      expect(await slugs.tenantOf(system, given.state.slug)).to.equal(null);
    });

    it('keeps what is changed of its name and its closing, with what happened', async () => {
      const [{ tenancyWork, profile, eventsOf }, tenant] = [await open(), aTenant()];
      await add(tenancyWork, tenant, founded(tenant));
      const change = (how: (it: Tenant) => Tenant) => tenancyWork.run(tenant, async ({ tenants }) => tenants.save(tenant, how(await tenants.get(tenant))));

      const closing = await change((it) => it.rename('Acme & Töchter', noon).requestClosure(noon));

      expect(closing.state).to.deep.include({ name: 'Acme & Töchter', closesAt: new Date('2026-03-31T12:00:00.000Z'), version: 2 });
      expect(closing.events).to.deep.equal([]);
      expect(await profile.read(tenant)).to.deep.equal(closing.state);
      expect(await profile.status(tenant)).to.equal('closing');
      expect((await change((it) => it.reopen(noon))).state).to.deep.include({ closesAt: null, version: 3 });
      expect(await profile.status(tenant)).to.equal('active');
      expect((await eventsOf(tenant)).map(({ type }) => type)).to.deep.equal([
        'tenancy.tenant-founded', 'tenancy.tenant-renamed', 'tenancy.closure-requested', 'tenancy.tenant-reopened',
      ]);
    });

    it('leaves to the platform what is the platform’s to change', async () => {
      const [{ tenancyWork, profile }, tenant] = [await open(), aTenant()];
      const { state } = await add(tenancyWork, tenant, founded(tenant));
      const presumed = Tenant.restore({ ...state, name: 'Acme', plan: 'enterprise', suspension: { reason: null, since: noon }, closedAt: noon });

      const stored = await tenancyWork.run(tenant, ({ tenants }) => tenants.save(tenant, presumed));

      expect(stored.state).to.deep.equal({ ...state, name: 'Acme', version: 2 });
      expect(await profile.read(tenant)).to.deep.equal(stored.state);
    });

    it('lets only one of two change it at once, and announces that alone', async () => {
      const [{ tenancyWork, profile, eventsOf }, tenant] = [await open(), aTenant()];
      const stored = await add(tenancyWork, tenant, founded(tenant));
      const outcomes = await Promise.allSettled(
        ['one', 'other'].map((name) => tenancyWork.run(tenant, ({ tenants }) => tenants.save(tenant, stored.rename(name, noon)))),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(OutdatedVersion);
      expect((await profile.read(tenant)).version).to.equal(2);
      expect(await eventsOf(tenant)).to.have.length(2);
    });

    it('changes no tenant in the name of another', async () => {
      const [{ tenancyWork, profile }, tenant, other] = [await open(), aTenant(), aTenant()];
      const stored = await add(tenancyWork, tenant, founded(tenant));
      const theirs = await add(tenancyWork, other, founded(other));
      await expect(tenancyWork.run(other, ({ tenants }) => tenants.save(other, stored.rename('Stolen', noon)))).to.be.rejectedWith(/another tenant/);
      expect(await profile.read(tenant)).to.deep.equal(stored.state);
      expect(await profile.read(other)).to.deep.equal(theirs.state);
    });

    it('keeps nothing of work that fails: its slug is free again', async () => {
      const [{ tenancyWork, slugs, eventsOf }, tenant, next] = [await open(), aTenant(), aTenant()];
      const slug = aSlug();
      const failing = tenancyWork.run(tenant, async ({ tenants }) => {
        await tenants.add(tenant, founded(tenant, slug));
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await slugs.tenantOf(system, slug)).to.equal(null);
      expect(await eventsOf(tenant)).to.deep.equal([]);
      await add(tenancyWork, next, founded(next, slug));
    });
  });
}
