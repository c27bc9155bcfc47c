import { expect } from 'chai';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import { DocumentTenantEntries } from '../../../adapters/tenancy/documents/document-tenant-entries.js';
import { TenantEntriesRebuilder } from '../../../application/tenancy/tenant-entries-rebuilder.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { Tenant } from '../../../domain/tenancy/tenant.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';
import { add, aSlug, founded } from './founded.js';

const system = SystemContext.for('a test of the directory');

/** What every directory of tenants promises. */
export function describeTenantEntries(home: string, open: OpenPlatform): void {
  /** A tenant, and how it and operators change it. */
  const opened = async () => {
    const [platform, tenant] = [await open(), aTenant()];
    const { tenancyWork, registry } = platform;
    const { state: { slug } } = await add(tenancyWork, tenant, founded(tenant));
    const change = (how: (it: Tenant) => Tenant) => tenancyWork.run(tenant, async ({ tenants }) => tenants.save(tenant, how(await tenants.get(tenant))));
    const operate = async (how: (it: Tenant) => Tenant) => registry.save(system, how(await registry.get(system, slug)));
    return { ...platform, tenant, slug, change, operate };
  };

  describe(`the directory of tenants in ${home}`, () => {
    it('knows a tenant by its id and by its slug', async () => {
      const { entries, tenant, slug } = await opened();
      expect(await entries.entryOf(tenant)).to.deep.equal({ slug, name: 'Acme & Söhne', plan: 'team', status: 'active' });
      expect(await entries.standingOf(tenant)).to.equal('active');
      expect(await entries.tenantOf(system, slug)).to.equal(tenant.tenantId);
    });

    it('knows nobody by another slug, whatever that is made of', async () => {
      const { entries } = await open();
      for (const unknown of ['nobody-has-this', '', '\u{1f680}', "' or '1'='1", 'A'.repeat(10_000)]) {
        expect(await entries.tenantOf(system, unknown)).to.equal(null);
      }
    });

    it('has no entry of a tenant that does not exist: it is closed', async () => {
      const { entries } = await open();
      await expect(entries.entryOf(aTenant())).to.be.rejected;
      expect(await entries.standingOf(aTenant())).to.equal('closed');
    });

    it('says at once what its people have changed', async () => {
      const { entries, tenant, change } = await opened();
      await entries.entryOf(tenant);
      await entries.standingOf(tenant);

      await change((it) => it.rename('Renamed', noon).requestClosure(noon));
      expect(await entries.entryOf(tenant)).to.include({ name: 'Renamed', status: 'closing' });
      expect(await entries.standingOf(tenant)).to.equal('closing');
      await change((it) => it.reopen(noon));
      expect(await entries.entryOf(tenant)).to.include({ status: 'active' });
      expect(await entries.standingOf(tenant)).to.equal('active');
    });

    it('says at once what operators have changed', async () => {
      const { entries, tenant, operate } = await opened();
      await entries.entryOf(tenant);
      await entries.standingOf(tenant);

      await operate((it) => it.changePlan('enterprise', noon).suspend('unpaid', noon));
      expect(await entries.entryOf(tenant)).to.include({ plan: 'enterprise', status: 'suspended' });
      expect(await entries.standingOf(tenant)).to.equal('suspended');
      await operate((it) => it.resume(noon));
      expect(await entries.standingOf(tenant)).to.equal('active');
    });

    it('leads from the slug of a tenant that is closed nowhere, at once and for good', async () => {
      const { entries, tenant, slug, operate } = await opened();
      expect(await entries.tenantOf(system, slug)).to.equal(tenant.tenantId);

      const { state } = await operate((it) => it.closeAtOnce(noon));

      expect(await entries.tenantOf(system, slug)).to.equal(null);
      expect(await entries.standingOf(tenant)).to.equal('closed');
      expect(await entries.entryOf(tenant)).to.include({ status: 'closed' });
      await entries.repair(tenant, { ...state, closedAt: null, version: state.version - 1 });
      expect(await entries.tenantOf(system, slug)).to.equal(null);
    });

    it('knows a slug that nobody had, as soon as somebody has signed up under it', async () => {
      const [{ entries, tenancyWork }, tenant, slug] = [await open(), aTenant(), aSlug()];
      expect(await entries.tenantOf(system, slug)).to.equal(null);
      await add(tenancyWork, tenant, founded(tenant, slug));
      expect(await entries.tenantOf(system, slug)).to.equal(tenant.tenantId);
    });

    it('is made anew where the read store was lost: what the tenant is, and what its slug means', async () => {
      const { cache, profile, slugs, tenant, slug, change } = await opened();
      await change((it) => it.rename('Renamed', noon));
      const documents = new InMemoryDocumentStore();
      const rebuilder = new TenantEntriesRebuilder(profile, new DocumentTenantEntries(profile, slugs, documents, cache));

      expect(await rebuilder.rebuild(tenant)).to.equal(2);

      const card = { slug, name: 'Renamed', plan: 'team', status: 'active' };
      expect([...(await documents.read(tenant, [{ kind: 'tenancy.tenant', id: 'card' }])).values()]).to.deep.equal([{ version: 2, content: card }]);
      const meant = await documents.read(TenantContext.visitor(platformTenantId), [{ kind: 'tenancy.slug', id: slug }]);
      expect([...meant.values()]).to.deep.equal([{ version: 2, content: { tenantId: tenant.tenantId } }]);
    });

    it('says nothing of what was undone', async () => {
      const { entries, tenancyWork, tenant } = await opened();
      const undone = tenancyWork.run(tenant, async ({ tenants }) => {
        await tenants.save(tenant, (await tenants.get(tenant)).rename('Undone', noon));
        throw new Error('the lights went out');
      });
      await expect(undone).to.be.rejectedWith('the lights went out');
      expect(await entries.entryOf(tenant)).to.include({ name: 'Acme & Söhne' });
    });
  });
}
