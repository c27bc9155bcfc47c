import { expect } from 'chai';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { CopiedTenantEntries } from '../../../adapters/tenancy/documents/copied-tenant-entries.js';
import { guardedCommand } from '../../../application/shared/guard.js';
import { type Document, type DocumentKey, documentName } from '../../../application/shared/ports/document-store.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import { CopyTenant } from '../../../application/tenancy/copy-tenant.js';
import { tenancyJobs } from '../../../application/tenancy/jobs.js';
import { TenantEntriesRebuilder } from '../../../application/tenancy/tenant-entries-rebuilder.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Tenant, TenantEvent } from '../../../domain/tenancy/tenant.js';
import { add, aSlug, founded } from '../../contract/tenancy/founded.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';

const system = SystemContext.for('a test of the directory');
const platform = TenantContext.visitor(platformTenantId);

/** A read store that can be away. */
class TurnedOff extends InMemoryDocumentStore {
  isAway = false;

  override async read(tenant: TenantContext, keys: readonly DocumentKey[]): Promise<ReadonlyMap<string, Document>> {
    if (this.isAway) throw new Unavailable();
    return super.read(tenant, keys);
  }

  override async write(tenant: TenantContext, key: DocumentKey, document: Document): Promise<void> {
    if (this.isAway) throw new Unavailable();
    return super.write(tenant, key, document);
  }
}

/** A tenant, and the directories of two processes, each with a cache of its own, over one read store. */
async function opened() {
  const time = { at: 1, now: () => time.at };
  const [documents, asked] = [new TurnedOff(), { profile: 0, status: 0, slug: 0 }];
  const { tenancyWork, registry, profile, slugs } = inMemoryPlatform();
  const counting = {
    read: (who: TenantContext) => ((asked.profile += 1), profile.read(who)),
    status: (who: TenantContext) => ((asked.status += 1), profile.status(who)),
  };
  const countingSlugs = { tenantOf: (who: SystemContext, slug: string) => ((asked.slug += 1), slugs.tenantOf(who, slug)) };
  const aProcess = () => new CopiedTenantEntries(new TieredCache(null, time), documents, counting, countingSlugs);
  const [here, there] = [aProcess(), aProcess()];
  const tenant = aTenant();
  const stored = await add(tenancyWork, tenant, founded(tenant));
  const { slug } = stored.state;
  await here.changed(tenant, stored.state);
  /** Kept where it is decided, by a process that ends before it tells anybody. */
  const decide = async (how: (it: Tenant) => Tenant) => registry.save(system, how(await registry.get(system, slug)));
  const copyTenant = guardedCommand(tenancyWork, (work) => new CopyTenant(work, there));
  const repair = () => copyTenant.execute(TenantContext.of(tenant.tenantId, { kind: 'platform' }, [], 'suspended'));
  const document = async (who: TenantContext, key: DocumentKey) => (await documents.read(who, [key])).get(documentName(key));
  const rebuilder = new TenantEntriesRebuilder(profile, there);
  return { time, documents, asked, tenant, slug, state: stored.state, here, there, decide, repair, document, rebuilder };
}

describe('the directory of tenants', () => {
  it('keeps a card under the tenant, and what a slug means under the platform, in the tenant’s version', async () => {
    const { document, tenant, slug } = await opened();
    const card = { slug, name: 'Acme & Söhne', plan: 'team', status: 'active' };
    expect(await document(tenant, { kind: 'tenancy.tenant', id: 'card' })).to.deep.equal({ version: 1, content: card });
    expect(await document(platform, { kind: 'tenancy.slug', id: slug })).to.deep.equal({ version: 1, content: { tenantId: tenant.tenantId } });
  });

  it('asks PostgreSQL for no card and no slug that has a copy', async () => {
    const { there, asked, tenant, slug } = await opened();
    expect(await there.entryOf(tenant)).to.include({ slug });
    expect(await there.tenantOf(system, slug)).to.equal(tenant.tenantId);
    expect(asked).to.deep.equal({ profile: 0, status: 0, slug: 0 });
  });

  it('looks up once what many ask at once', async () => {
    const { there, asked, tenant, documents } = await opened();
    documents.isAway = true;
    await Promise.all(Array.from({ length: 100 }, () => Promise.all([there.entryOf(tenant), there.standingOf(tenant)])));
    expect(asked).to.deep.equal({ profile: 1, status: 1, slug: 0 });
  });

  it('goes on while the read store is away, by what is decided, and says what is changed meanwhile', async () => {
    const { here, there, documents, decide, tenant, slug } = await opened();
    documents.isAway = true;
    expect(await there.entryOf(tenant)).to.include({ plan: 'team' });
    expect(await there.tenantOf(system, slug)).to.equal(tenant.tenantId);
    const { state } = await decide((it) => it.changePlan('enterprise', noon));
    await here.changed(tenant, state);
    expect(await here.entryOf(tenant)).to.include({ plan: 'enterprise' });
  });

  it('believes no copy that is behind what this process has changed itself', async () => {
    const { here, time, documents, decide, tenant, slug } = await opened();
    const { state } = await decide((it) => it.changePlan('enterprise', noon).closeAtOnce(noon));
    documents.isAway = true;
    await here.changed(tenant, state);
    documents.isAway = false;
    time.at += 60_000;
    expect(await here.entryOf(tenant)).to.include({ plan: 'enterprise', status: 'closed' });
    expect(await here.tenantOf(system, slug)).to.equal(null);
  });

  it('follows what a process that has ended changed, once its event has been heard', async () => {
    const { there, time, decide, repair, tenant } = await opened();
    await there.entryOf(tenant);
    await decide((it) => it.changePlan('enterprise', noon));
    time.at += 60_000;
    expect(await there.entryOf(tenant), 'the copy').to.include({ plan: 'team' });
    await repair();
    expect(await there.entryOf(tenant)).to.include({ plan: 'enterprise' });
  });

  it('hears of the end of a tenant as of everything else', async () => {
    const { there, decide, repair, tenant, slug } = await opened();
    await there.tenantOf(system, slug);
    await decide((it) => it.closeAtOnce(noon));
    await repair();
    expect(await there.tenantOf(system, slug)).to.equal(null);
    expect(await there.entryOf(tenant)).to.include({ status: 'closed' });
  });

  it('hears of whatever can happen to a tenant', () => {
    const happens: Readonly<Record<TenantEvent['type'], true>> = {
      'tenancy.tenant-founded': true,
      'tenancy.tenant-renamed': true,
      'tenancy.plan-changed': true,
      'tenancy.tenant-suspended': true,
      'tenancy.tenant-resumed': true,
      'tenancy.closure-requested': true,
      'tenancy.tenant-reopened': true,
      'tenancy.tenant-closed': true,
    };
    expect(tenancyJobs.filter(({ calls }) => calls === CopyTenant).map(({ hears }) => hears)).to.have.members(Object.keys(happens));
  });

  it('has the copying tried again while the read store is away, and forgets all the same', async () => {
    const { there, documents, decide, repair, tenant } = await opened();
    await there.entryOf(tenant);
    await decide((it) => it.rename('Renamed', noon).suspend(null, noon));
    documents.isAway = true;
    await expect(repair()).to.be.rejectedWith(Unavailable);
    expect(await there.entryOf(tenant)).to.include({ status: 'suspended' });
  });

  it('says that a tenant is suspended a second later at most, where no word of it came, whatever the copy says', async () => {
    const { there, time, decide, tenant } = await opened();
    expect(await there.standingOf(tenant)).to.equal('active');
    await decide((it) => it.suspend(null, noon));
    time.at += 1_001;
    expect(await there.standingOf(tenant)).to.equal('suspended');
    expect(await there.entryOf(tenant), 'the copy').to.include({ status: 'active' });
  });

  it('lets nobody fill the read store by asking for slugs that nobody has', async () => {
    const { there, asked, document } = await opened();
    const slug = aSlug();
    expect([await there.tenantOf(system, slug), await there.tenantOf(system, slug)]).to.deep.equal([null, null]);
    expect(asked.slug).to.equal(1);
    expect(await document(platform, { kind: 'tenancy.slug', id: slug })).to.equal(undefined);
  });

  it('has nobody wait who has just signed up: another process knows the slug a second later at most', async () => {
    const { here, there, time, tenant, state } = await opened();
    const slug = aSlug();
    expect(await there.tenantOf(system, slug)).to.equal(null);
    await here.changed(tenant, { ...state, slug });
    time.at += 1_001;
    expect(await there.tenantOf(system, slug)).to.equal(tenant.tenantId);
  });

  it('is made anew from what is decided', async () => {
    const { rebuilder, there, documents, decide, tenant, document } = await opened();
    documents.isAway = true;
    await expect(rebuilder.rebuild(tenant)).to.be.rejectedWith(Unavailable);
    documents.isAway = false;
    await decide((it) => it.changePlan('free', noon));
    expect(await rebuilder.rebuild(tenant)).to.equal(2);
    expect(await there.entryOf(tenant)).to.include({ plan: 'free' });
    expect(await document(tenant, { kind: 'tenancy.tenant', id: 'card' })).to.deep.include({ version: 2 });
  });
});
