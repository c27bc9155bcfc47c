import { expect } from 'chai';
import { guarded, guardedCommand } from '../../../application/shared/guard.js';
import { OutdatedVersion, PermissionMissing, TenantClosing, TenantSuspended } from '../../../application/shared/refusals.js';
import { ChangePlan } from '../../../application/tenancy/change-plan.js';
import { ChangeTenant } from '../../../application/tenancy/change-tenant.js';
import { CloseTenant } from '../../../application/tenancy/close-tenant.js';
import { FindTenant } from '../../../application/tenancy/find-tenant.js';
import { ListTenants } from '../../../application/tenancy/list-tenants.js';
import { tenancyPermissions } from '../../../application/tenancy/permissions.js';
import { ReopenTenant } from '../../../application/tenancy/reopen-tenant.js';
import { RequestClosure } from '../../../application/tenancy/request-closure.js';
import { ResumeTenant } from '../../../application/tenancy/resume-tenant.js';
import { ShowTenant } from '../../../application/tenancy/show-tenant.js';
import { ShowUsage } from '../../../application/tenancy/show-usage.js';
import { SuspendTenant } from '../../../application/tenancy/suspend-tenant.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { type Permission, type Standing, TenantContext } from '../../../domain/shared/tenant-context.js';
import { planLimits } from '../../../domain/tenancy/plan.js';
import { ClosureNotDue, TenantClosed, TenantNotFound } from '../../../domain/tenancy/tenancy-refusals.js';
import { add, founded } from '../../contract/tenancy/founded.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { aTenant } from '../../support/tenants.js';

const DAY = 24 * 60 * 60 * 1_000;
const system = SystemContext.for('a test of operators');
const every = tenancyPermissions.map(({ name }): Permission => name);

const opened = async () => {
  const clock = new FixedClock();
  const platform = inMemoryPlatform({ clock });
  const { tenancyWork, registry, profile, store } = platform;
  const owner = aTenant(...every);
  const { state } = await add(tenancyWork, owner, founded(owner));
  /** The same caller, once the standing has been looked up anew. */
  const as = (standing: Standing) => TenantContext.of(owner.tenantId, owner.principal, owner.permissions, standing);
  return {
    ...platform,
    clock,
    owner,
    as,
    slug: state.slug,
    show: guarded(new ShowTenant(profile)),
    showUsage: guarded(new ShowUsage(profile, clock)),
    change: guardedCommand(tenancyWork, (work) => new ChangeTenant(work, clock)),
    askToClose: guardedCommand(tenancyWork, (work) => new RequestClosure(work, clock)),
    reopen: guardedCommand(tenancyWork, (work) => new ReopenTenant(work, clock)),
    list: guarded(new ListTenants(registry)),
    find: guarded(new FindTenant(registry)),
    suspend: guarded(new SuspendTenant(registry, clock)),
    resume: guarded(new ResumeTenant(registry, clock)),
    changePlan: guarded(new ChangePlan(registry, clock)),
    close: guarded(new CloseTenant(registry, clock)),
    announced: () => store.eventsOf(owner).map(({ type }) => type).slice(1),
  };
};

describe('a tenant’s own people', () => {
  it('see how it stands, what its plan includes, and what is used of it', async () => {
    const { show, showUsage, owner, slug, allowances, store } = await opened();
    await store.run(owner, (transaction) => allowances.take(owner, 'customers', transaction));
    expect(await show.execute(owner)).to.deep.include({
      slug, status: 'active', closesAt: null, plan: 'team', limits: planLimits.team,
      version: 1,
    });
    expect(await showUsage.execute(owner)).to.deep.equal({ members: 0, customers: 1, invoicesPerMonth: 0 });
  });

  it('rename it, as seen in the newest version', async () => {
    const { change, owner, announced } = await opened();
    expect(await change.execute(owner, { version: 1, change: { name: 'Renamed' } })).to.include({ name: 'Renamed', version: 2 });
    await expect(change.execute(owner, { version: 1, change: { name: 'Late' } })).to.be.rejectedWith(OutdatedVersion);
    expect(announced()).to.deep.equal(['tenancy.tenant-renamed']);
  });

  it('change nothing by a change that says nothing, or nothing new', async () => {
    const { change, owner, announced } = await opened();
    for (const said of [{}, { name: 'Acme & Söhne' }]) {
      expect(await change.execute(owner, { version: 1, change: said })).to.include({ name: 'Acme & Söhne', version: 1 });
    }
    await expect(change.execute(owner, { version: 2, change: {} })).to.be.rejectedWith(OutdatedVersion);
    expect(announced()).to.deep.equal([]);
  });

  it('ask for it to be closed, which can be taken back while it is closing, and leaves it to be read and not changed', async () => {
    const { askToClose, reopen, change, show, owner, as, announced } = await opened();
    const closing = await askToClose.execute(owner, { version: 1 });
    expect(closing).to.deep.include({ status: 'closing', closesAt: new Date('2026-03-31T12:00:00.000Z'), version: 2 });
    await expect(change.execute(as('closing'), { version: 2, change: { name: 'Late' } })).to.be.rejectedWith(TenantClosing);
    await expect(askToClose.execute(as('closing'), { version: 2 })).to.be.rejectedWith(TenantClosing);
    expect(await show.execute(as('closing'))).to.deep.equal(closing);
    await expect(reopen.execute(as('closing'), { version: 1 })).to.be.rejectedWith(OutdatedVersion);
    await reopen.execute(as('closing'), { version: 2 });
    expect(await show.execute(owner)).to.include({ status: 'active', closesAt: null, version: 3 });
    expect(announced()).to.deep.equal(['tenancy.closure-requested', 'tenancy.tenant-reopened']);
  });

  it('may only look while it is suspended', async () => {
    const { askToClose, reopen, change, show, as } = await opened();
    const suspended = as('suspended');
    for (const attempt of [
      change.execute(suspended, { version: 1, change: {} }),
      askToClose.execute(suspended, { version: 1 }),
      reopen.execute(suspended, { version: 1 }),
    ]) await expect(attempt).to.be.rejectedWith(TenantSuspended);
    expect(await show.execute(suspended)).to.include({ version: 1 });
  });

  it('need the permission for each', async () => {
    const { askToClose, reopen, change, show, owner } = await opened();
    const nobody = TenantContext.of(owner.tenantId, owner.principal, [], 'active');
    for (const attempt of [
      show.execute(nobody),
      change.execute(nobody, { version: 1, change: {} }),
      askToClose.execute(nobody, { version: 1 }),
      reopen.execute(nobody, { version: 1 }),
    ]) await expect(attempt).to.be.rejectedWith(PermissionMissing);
  });
});

describe('the platform’s operators', () => {
  it('list and find tenants', async () => {
    const { list, find, slug, owner } = await opened();
    const { items, next } = await list.execute(system, { limit: 10 });
    expect(next).to.equal(null);
    expect(items).to.have.length(1);
    expect(items[0]).to.deep.include({ id: owner.tenantId, slug, status: 'active' });
    expect(await find.execute(system, { slug })).to.deep.equal(items[0]);
    await expect(find.execute(system, { slug: 'nobody' })).to.be.rejectedWith(TenantNotFound);
  });

  it('suspend and resume a tenant', async () => {
    const { suspend, resume, slug, clock, announced } = await opened();
    const suspended = await suspend.execute(system, { slug, reason: 'unpaid' });
    expect(suspended).to.deep.include({ status: 'suspended', suspension: { reason: 'unpaid', since: clock.now() }, version: 2 });
    expect(await resume.execute(system, { slug })).to.deep.include({ status: 'active', suspension: null, version: 3 });
    expect(announced()).to.deep.equal(['tenancy.tenant-suspended', 'tenancy.tenant-resumed']);
  });

  it('change its plan', async () => {
    const { changePlan, slug, announced } = await opened();
    expect(await changePlan.execute(system, { slug, plan: 'enterprise' })).to.include({ plan: 'enterprise', version: 2 });
    expect(await changePlan.execute(system, { slug, plan: 'enterprise' })).to.include({ plan: 'enterprise', version: 2 });
    expect(announced()).to.deep.equal(['tenancy.plan-changed']);
  });

  it('close what its owner has asked to close, thirty days later; whatever they want, at once', async () => {
    const { askToClose, close, slug, owner, clock, announced } = await opened();
    await askToClose.execute(owner, { version: 1 });
    await expect(close.execute(system, { slug, atOnce: false })).to.be.rejectedWith(ClosureNotDue);
    clock.passes(30 * DAY);
    expect(await close.execute(system, { slug, atOnce: false })).to.include({ status: 'closed' });
    await expect(close.execute(system, { slug, atOnce: true })).to.be.rejectedWith(TenantClosed);
    expect(announced()).to.deep.equal(['tenancy.closure-requested', 'tenancy.tenant-closed']);

    const another = await opened();
    expect(await another.close.execute(system, { slug: another.slug, atOnce: true })).to.include({ status: 'closed' });
  });

  it('are never somebody of a tenant', async () => {
    const { suspend, slug, owner } = await opened();
    await expect(suspend.execute(owner as never, { slug, reason: null })).to.be.rejectedWith(TypeError);
  });
});
