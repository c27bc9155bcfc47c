import { expect } from 'chai';
import { ChangePlan } from '../../../application/tenancy/change-plan.js';
import { CloseTenant } from '../../../application/tenancy/close-tenant.js';
import { SuspendTenant } from '../../../application/tenancy/suspend-tenant.js';
import { Transactions } from '../../../application/shared/ports/transactions.js';
import { PlanAllowances } from '../../../application/tenancy/published.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { problem } from '../../support/client.js';
import { describeEverywhere } from '../../support/everywhere.js';
import { aColleague, anOwner, signedInAgain, type Somebody } from '../../support/signed-in.js';

const DAY = 24 * 60 * 60 * 1_000;
const operator = SystemContext.for('a test of operators');

const tagOf = async ({ client }: Somebody): Promise<string> => (await client.get('/v1/tenant')).headers['etag'] ?? '';
const versionOf = async (owner: Somebody): Promise<number> => Number(JSON.parse(await tagOf(owner)));

describeEverywhere('a tenant', (application) => {
  /** Recognised anew: this process remembers how the tenant stood for a second. */
  const anew = signedInAgain;

  it('is renamed by whoever has seen the newest version', async () => {
    const owner = await anOwner(application());
    const renamed = await owner.client.patch('/v1/tenant', { name: 'Acme & Töchter' }, await versionOf(owner));
    expect(renamed.status, renamed.text).to.equal(200);
    expect(renamed.json()).to.include({ name: 'Acme & Töchter', status: 'active' });
    const shown = await owner.client.get('/v1/tenant');
    expect([shown.text, shown.headers['etag']]).to.deep.equal([renamed.text, renamed.headers['etag']]);
    expect(problem(await owner.client.patch('/v1/tenant', { name: 'Late' }, renamed.json()['version'] as number - 1))).to.deep.equal({
      status: 412,
      code: 'shared.outdated-version',
    });
  });

  it('keeps its version when it is given nothing new', async () => {
    const owner = await anOwner(application());
    const shown = await owner.client.get('/v1/tenant');
    for (const said of [{}, { name: shown.json()['name'] as string }]) {
      const unchanged = await owner.client.patch('/v1/tenant', said, await versionOf(owner));
      expect([unchanged.status, unchanged.text, unchanged.headers['etag']]).to.deep.equal([200, shown.text, shown.headers['etag']]);
    }
  });

  it('shows what is used of its plan', async () => {
    const owner = await anOwner(application());
    const before = await owner.client.get('/v1/tenant/usage');
    await aColleague(application(), owner, 'viewer');
    const after = await owner.client.get('/v1/tenant/usage');
    expect([before, after].map(({ json }) => json())).to.deep.equal([
      { members: 1, customers: 0, invoicesPerMonth: 0 },
      { members: 2, customers: 0, invoicesPerMonth: 0 },
    ]);
  });

  it('is refused more than its plan includes, in a sentence that says what that is', async () => {
    const owner = await anOwner(application(), 'free');
    const { container } = application();
    await aColleague(application(), owner, 'member');
    await aColleague(application(), owner, 'viewer');
    const invited = (await owner.client.post('/v1/invitations', { email: `late@${owner.slug}.example`, role: 'viewer' })).json();
    const accept = () =>
      owner.client.as(null).post(`/v1/invitations/${String(invited['token'])}/acceptance`, { name: 'Late', password: owner.password });
    const refused = await accept();
    expect(problem(refused)).to.deep.equal({ status: 422, code: 'shared.plan-limit-reached' });
    expect(refused.json()['detail']).to.equal('The plan free includes 3 members. Remove something that is not needed any more, or ask for a larger plan.');
    expect((await owner.client.get('/v1/tenant/usage')).json()).to.include({ members: 3 });

    await container.get(ChangePlan).execute(operator, { slug: owner.slug, plan: 'team' });
    expect((await accept()).status).to.equal(201);

    await container.get(ChangePlan).execute(operator, { slug: owner.slug, plan: 'free' });
    expect((await owner.client.get('/v1/tenant')).json()['limits']).to.include({ members: 3 });
    expect((await owner.client.get('/v1/tenant/usage')).json()).to.include({ members: 4 });
    const tenant = TenantContext.visitor(TenantId.from(owner.tenantId));
    const one = container.get(Transactions).run(tenant, (open) => container.get(PlanAllowances).take(tenant, 'members', open));
    await expect(one).to.be.rejectedWith('The plan free includes 3 members.');
  });

  it('that is suspended can be signed in to, looked at and left, and nothing else', async () => {
    const owner = await anOwner(application());
    const version = await versionOf(owner);
    await application().container.get(SuspendTenant).execute(operator, { slug: owner.slug, reason: 'unpaid' });

    const { client, credentials } = await anew(owner);
    const [me, tenant] = [await client.get('/v1/me'), await client.get('/v1/tenant')];
    expect([me.status, tenant.status]).to.deep.equal([200, 200]);
    expect([me.json()['tenant']?.['status'], tenant.json()['status']]).to.deep.equal(['suspended', 'suspended']);
    expect(tenant.text).to.not.include('unpaid');
    const suspended = { status: 403, code: 'tenancy.tenant-suspended' };
    expect(problem(await client.patch('/v1/tenant', { name: 'Late' }, version + 1))).to.deep.equal(suspended);
    expect(problem(await client.post('/v1/tenant/closure', undefined, { 'if-match': await tagOf(owner) }))).to.deep.equal(suspended);
    expect(problem(await client.send({ method: 'DELETE', path: '/v1/tenant/closure', headers: { 'if-match': '"1"' } }))).to.deep.equal(suspended);
    expect((await client.post('/v1/sessions/refresh', { refreshToken: credentials.refreshToken })).status).to.equal(201);
    expect((await client.delete('/v1/sessions/current')).status).to.equal(204);
  });

  it('that is closing can be read and reopened, and is not changed', async () => {
    const owner = await anOwner(application());
    const asked = await owner.client.post('/v1/tenant/closure', undefined, { 'if-match': await tagOf(owner) });
    expect(asked.status, asked.text).to.equal(200);
    const inDays = (new Date(asked.json()['closesAt'] as string).getTime() - application().clock.now().getTime()) / DAY;
    expect(asked.json()['status']).to.equal('closing');
    expect(Math.round(inDays)).to.equal(30);

    const closing = await anew(owner);
    expect((await closing.client.get('/v1/tenant')).text).to.equal(asked.text);
    expect((await closing.client.get('/v1/me')).json()['tenant']).to.include({ status: 'closing' });
    const tag = asked.headers['etag'] ?? '';
    const refused = { status: 403, code: 'tenancy.tenant-closing' };
    expect(problem(await closing.client.patch('/v1/tenant', { name: 'Late' }, asked.json()['version'] as number))).to.deep.equal(refused);
    expect(problem(await closing.client.post('/v1/tenant/closure', undefined, { 'if-match': tag }))).to.deep.equal(refused);
    const admin = await aColleague(application(), owner, 'admin');
    expect(problem(await admin.client.send({ method: 'DELETE', path: '/v1/tenant/closure', headers: { 'if-match': tag } }))).to.deep.equal({
      status: 403,
      code: 'access.permission-missing',
    });

    const kept = await closing.client.send({ method: 'DELETE', path: '/v1/tenant/closure', headers: { 'if-match': tag } });
    expect(kept.status, kept.text).to.equal(204);
    const open = await anew(owner);
    expect((await open.client.get('/v1/tenant')).json()).to.include({ status: 'active', closesAt: null });
    expect((await open.client.patch('/v1/tenant', {}, await versionOf(open))).status).to.equal(200);
    expect(problem(await open.client.send({ method: 'DELETE', path: '/v1/tenant/closure', headers: { 'if-match': await tagOf(open) } }))).to.deep.equal({
      status: 409,
      code: 'tenancy.tenant-not-closing',
    });
  });

  it('whose closing is asked for twice at once is closing once', async () => {
    const owner = await anOwner(application());
    const tag = await tagOf(owner);
    const answers = await Promise.all([1, 2, 3].map(() => owner.client.post('/v1/tenant/closure', undefined, { 'if-match': tag })));
    expect(answers.filter(({ status }) => status === 200)).to.have.length(1);
    for (const answer of answers) expect([200, 403, 412]).to.include(answer.status);
  });

  it('that is closed is nowhere: for those who were signed in, who refresh, and who sign in', async () => {
    const owner = await anOwner(application());
    const { slug, email, password, client, credentials } = owner;
    const unknown = await client.as(null).post('/v1/sessions', { tenant: 'nobody-has-this', email, password });
    const other = await signedInAgain(owner);
    await application().container.get(CloseTenant).execute(operator, { slug, atOnce: true });

    expect((await other.client.get('/v1/me')).status).to.equal(401);
    expect(problem(await client.as(null).post('/v1/sessions/refresh', { refreshToken: credentials.refreshToken }))).to.deep.equal({
      status: 401,
      code: 'identity.refresh-refused',
    });
    const refused = await client.as(null).post('/v1/sessions', { tenant: slug, email, password });
    expect(problem(refused)).to.deep.equal(problem(unknown));
    expect(refused.json()['detail']).to.equal(unknown.json()['detail']);
    expect(problem(await client.as(null).post('/v1/tenants', { name: 'Next', slug, owner: { name: 'Eve', email, password } }))).to.deep.equal({
      status: 409,
      code: 'tenancy.slug-taken',
    });
  });
});
