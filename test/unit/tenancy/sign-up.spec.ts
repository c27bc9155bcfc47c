import { expect } from 'chai';
import { OwnerPreparationInIdentity } from '../../../adapters/tenancy/identity/owners-in-identity.js';
import { ShowTenant } from '../../../application/tenancy/show-tenant.js';
import { SignUp } from '../../../application/tenancy/sign-up.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { planLimits } from '../../../domain/tenancy/plan.js';
import { Slug } from '../../../domain/tenancy/slug.js';
import { SlugTaken } from '../../../domain/tenancy/tenancy-refusals.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { idNumber, PredictableIds } from '../../support/predictable-ids.js';

const system = SystemContext.for('POST /v1/tenants');
const email = EmailAddress.from('ada@acme.example');
const command = { name: 'Acme', slug: Slug.from('acme'), owner: { name: 'Ada Lovelace', email, password: 'correct horse' } };

describe('signing up', () => {
  const opened = () => {
    const [clock, ids] = [new FixedClock(), new PredictableIds()];
    const platform = inMemoryPlatform({ clock, ids });
    const signUp = new SignUp(platform.tenancyWork, new OwnerPreparationInIdentity(platform.registration), ids, clock);
    return { ...platform, signUp, clock, now: clock.now() };
  };

  it('founds a tenant on the free plan and registers its owner, in one step', async () => {
    const { signUp, store, users, roles, now } = opened();

    const details = await signUp.execute(system, command);

    const id = TenantId.from(idNumber(1));
    expect(details).to.deep.include({ id, slug: 'acme', name: 'Acme', plan: 'free', limits: planLimits.free, createdAt: now, version: 1 });
    const tenant = TenantContext.visitor(id);
    const owner = await users.byEmail(tenant, email);
    expect(owner).to.include({ id: idNumber(2), name: 'Ada Lovelace' });
    expect(owner === null ? [] : await roles.rolesOf(tenant, owner.id)).to.deep.equal(['owner']);
    expect(store.eventsOf(tenant)).to.deep.equal([
      { type: 'tenancy.tenant-founded', tenantId: id, slug: 'acme', plan: 'free', occurredAt: now },
      { type: 'identity.user-registered', tenantId: id, userId: idNumber(2), occurredAt: now },
      { type: 'access.roles-assigned', tenantId: id, principalId: idNumber(2), roles: ['owner'], occurredAt: now },
    ]);
  });

  it('refuses a slug that is taken, and leaves no owner behind', async () => {
    const { signUp, store, users } = opened();
    await signUp.execute(system, command);

    await expect(signUp.execute(system, { ...command, name: 'Another' })).to.be.rejectedWith(SlugTaken);

    for (const id of [idNumber(3), idNumber(4)]) {
      const tenant = TenantContext.visitor(TenantId.from(id));
      expect(await users.byEmail(tenant, email)).to.equal(null);
      expect(store.eventsOf(tenant)).to.deep.equal([]);
    }
  });

  it('lets the same person found two tenants, as two users', async () => {
    const { signUp, users } = opened();
    const one = await signUp.execute(system, command);
    const other = await signUp.execute(system, { ...command, slug: Slug.from('acme-two') });
    const [here, there] = await Promise.all([one, other].map(({ id }) => users.byEmail(TenantContext.visitor(id), email)));
    expect(here?.id).not.to.equal(there?.id);
  });

  it('does not show the password to anybody, nor keep it', async () => {
    const { signUp, users, store } = opened();
    const details = await signUp.execute(system, command);
    const tenant = TenantContext.visitor(details.id);
    const kept = JSON.stringify([details, await users.byEmail(tenant, email), store.eventsOf(tenant)]);
    expect(kept).not.to.include('correct horse');
  });

  it('lets the tenant see itself afterwards', async () => {
    const { signUp, profile } = opened();
    const details = await signUp.execute(system, command);
    expect(await new ShowTenant(profile).execute(TenantContext.visitor(details.id))).to.deep.equal(details);
  });
});
