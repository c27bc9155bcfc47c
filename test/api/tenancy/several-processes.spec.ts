import { expect } from 'chai';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import { ChangePlan } from '../../../application/tenancy/change-plan.js';
import { CloseTenant } from '../../../application/tenancy/close-tenant.js';
import { TenantDirectory } from '../../../application/tenancy/published.js';
import { ResumeTenant } from '../../../application/tenancy/resume-tenant.js';
import { SuspendTenant } from '../../../application/tenancy/suspend-tenant.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { type Application, postgresApplication } from '../../support/application.js';
import { Client } from '../../support/client.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';
import { anOwner, type Somebody } from '../../support/signed-in.js';

const operator = SystemContext.for('a test of operators');

describe('a tenant’s standing, where several processes serve it', () => {
  /** By which the other process remembers tokens and how tenants stand: it stands still until it is told to go on. */
  const time = { at: 1, now: () => time.at };
  let database: TestDatabase;
  let one: Application;
  let other: Application;
  let owner: Somebody;
  let there: Client;

  before(async () => {
    database = await aDatabase();
    const documents = new InMemoryDocumentStore();
    one = await postgresApplication({ poolSize: 2, on: database, documents });
    other = await postgresApplication({ poolSize: 2, on: database, documents, time });
  });
  after(async () => {
    await Promise.all([one.close(), other.close()]);
    await database.drop();
  });

  beforeEach(async () => {
    owner = await anOwner(one);
    there = new Client(other.url, owner.credentials.accessToken);
  });

  /** What becomes of a change at the other process. */
  const changing = async (): Promise<unknown> => {
    const tag = (await there.get('/v1/tenant')).headers['etag'] ?? '"1"';
    const { status, json } = await there.patch('/v1/tenant', {}, Number(JSON.parse(tag)));
    return status === 200 ? 200 : [status, json()['code']];
  };
  const aSecondPasses = (): void => void (time.at += 1_001);

  it('counts everywhere once the second is over in which a token is remembered: suspended and resumed', async () => {
    const { slug } = owner;
    expect(await changing()).to.equal(200);

    await one.container.get(SuspendTenant).execute(operator, { slug, reason: null });
    expect(await changing(), 'remembered').to.equal(200);
    aSecondPasses();
    expect(await changing()).to.deep.equal([403, 'tenancy.tenant-suspended']);
    expect((await there.get('/v1/me')).json()['tenant']).to.include({ status: 'suspended' });

    await one.container.get(ResumeTenant).execute(operator, { slug });
    expect(await changing(), 'remembered').to.deep.equal([403, 'tenancy.tenant-suspended']);
    aSecondPasses();
    expect(await changing()).to.equal(200);
  });

  it('counts everywhere: closing and closed', async () => {
    const { slug, client } = owner;
    expect(await changing()).to.equal(200);

    const tag = (await client.get('/v1/tenant')).headers['etag'] ?? '';
    expect((await client.post('/v1/tenant/closure', undefined, { 'if-match': tag })).status).to.equal(200);
    aSecondPasses();
    expect(await changing()).to.deep.equal([403, 'tenancy.tenant-closing']);

    await one.container.get(CloseTenant).execute(operator, { slug, atOnce: true });
    aSecondPasses();
    expect((await there.get('/v1/me')).status).to.equal(401);
  });

  it('counts in the directory once the event is heard, where whoever changed it tells nobody', async () => {
    const { slug, tenantId } = owner;
    const silent = await postgresApplication({ poolSize: 2, on: database });
    await other.drain();
    const card = async () => (await there.get('/v1/me')).json()['tenant'] as Record<string, unknown>;
    const directory = other.container.get(TenantDirectory);
    expect(await card()).to.include({ plan: 'enterprise', status: 'active' });
    expect(await directory.tenantOf(operator, slug)).to.equal(tenantId);

    await silent.container.get(ChangePlan).execute(operator, { slug, plan: 'team' });
    expect(await card(), 'copied').to.include({ plan: 'enterprise' });
    await other.drain();
    expect(await card()).to.include({ plan: 'team' });

    await silent.container.get(CloseTenant).execute(operator, { slug, atOnce: true });
    expect(await directory.tenantOf(operator, slug), 'copied').to.equal(tenantId);
    await other.drain();
    expect(await directory.tenantOf(operator, slug)).to.equal(null);
    await silent.close();
  });
});
