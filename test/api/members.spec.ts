import { expect } from 'chai';
import { type Answered, type Client, type Json, problem } from '../support/client.js';
import { describeEverywhere } from '../support/everywhere.js';
import { aColleague, anOwner, type Credentials, signedInAgain, type Somebody } from '../support/signed-in.js';

const idOf = async ({ client }: Somebody): Promise<string> => ((await client.get('/v1/me')).json()['user'] as Json)['id'] as string;

const asked = (method: string) => (client: Client, path: string, version: number, body?: unknown): Promise<Answered> =>
  client.send({ method, path, headers: { 'if-match': `"${version}"` }, ...(body === undefined ? {} : { body }) });
const [post, put, remove] = [asked('POST'), asked('PUT'), asked('DELETE')];

const signIn = ({ client, slug: tenant, email, password }: Somebody) => client.as(null).post('/v1/sessions', { tenant, email, password });

describeEverywhere('looking after members', (application) => {
  let owner: Somebody;
  let member: Somebody;
  let path: string;

  beforeEach(async () => {
    owner = await anOwner(application());
    member = await aColleague(application(), owner, 'member');
    path = `/v1/members/${await idOf(member)}`;
  });

  it('lists them by page, status and order, and shows each with its version', async () => {
    const listed = await owner.client.get('/v1/members?sort=email&limit=1');
    expect(listed.status, listed.text).to.equal(200);
    expect((listed.json()['data'] as Json)[0]).to.include({ email: member.email, status: 'active', version: 1 });
    const next = await owner.client.get(`/v1/members?sort=email&cursor=${listed.json()['nextCursor'] as string}`);
    expect((next.json()['data'] as unknown as Json[]).map(({ email }) => email)).to.deep.equal([owner.email]);

    const shown = await owner.client.get(path);
    expect(shown.headers['etag']).to.equal('"1"');
    expect(shown.json()).to.deep.equal((listed.json()['data'] as Json)[0]);
    expect(shown.text).not.to.match(/password|hash/i);
    expect((await owner.client.get('/v1/members?status=deactivated')).json()['data']).to.deep.equal([]);
  });

  it('shuts out whoever is deactivated: at once, everywhere, and in the words of a wrong password', async () => {
    const second = await signedInAgain(member);
    const done = await post(owner.client, `${path}/deactivate`, 1);
    expect(done.status, done.text).to.equal(200);
    expect(done.json()).to.include({ status: 'deactivated', version: 2 });
    expect(done.headers['etag']).to.equal('"2"');

    for (const { client } of [member, second]) expect((await client.get('/v1/me')).status).to.equal(401);
    const { refreshToken } = member.credentials;
    expect(problem(await member.client.as(null).post('/v1/sessions/refresh', { refreshToken }))).to.deep.equal({ status: 401, code: 'identity.refresh-refused' });
    const [right, wrong] = [await signIn(member), await signIn({ ...member, password: 'wrong horse battery staple' })];
    expect(problem(right)).to.deep.equal({ status: 401, code: 'identity.sign-in-refused' });
    expect({ ...right.json<object>(), requestId: '' }).to.deep.equal({ ...wrong.json<object>(), requestId: '' });
  });

  it('lets them in again as they were', async () => {
    await post(owner.client, `${path}/deactivate`, 1);
    const back = await post(owner.client, `${path}/reactivate`, 2);
    expect([back.status, back.json()['status']], back.text).to.deep.equal([200, 'active']);
    const signedIn = await signIn(member);
    expect(signedIn.status, signedIn.text).to.equal(201);
    expect((await member.client.as(signedIn.json<Credentials>().accessToken).get('/v1/me')).json()['roles']).to.deep.equal(['member']);
  });

  it('forgets whoever is removed, whose address is free again', async () => {
    const gone = await remove(owner.client, path, 1);
    expect([gone.status, gone.text]).to.deep.equal([204, '']);
    expect((await member.client.get('/v1/me')).status).to.equal(401);
    expect((await signIn(member)).status).to.equal(401);
    expect(problem(await owner.client.get(path))).to.deep.equal({ status: 404, code: 'identity.member-not-found' });
    expect(problem(await owner.client.get(`${path}/roles`))).to.deep.equal({ status: 404, code: 'access.holder-not-found' });
    expect((await owner.client.post('/v1/invitations', { email: member.email, role: 'member' })).status).to.equal(201);
  });

  it('keeps the last owner, by whatever way they would go', async () => {
    const own = `/v1/members/${await idOf(owner)}`;
    const tries = [
      await post(owner.client, `${own}/deactivate`, 1),
      await remove(owner.client, own, 1),
      await put(owner.client, `${own}/roles`, 1, { roles: ['admin'] }),
    ];
    for (const refused of tries) expect(problem(refused), refused.text).to.deep.equal({ status: 422, code: 'access.last-owner' });
    expect((await owner.client.get('/v1/me')).json()['roles']).to.deep.equal(['owner']);
  });

  it('gives the places of the plan back, and takes them', async () => {
    const small = await anOwner(application(), 'free');
    const [one] = [await aColleague(application(), small, 'member'), await aColleague(application(), small, 'member')];
    const at = `/v1/members/${await idOf(one)}`;
    const invited = async () => {
      const { acceptPath } = (await small.client.post('/v1/invitations', { email: `late@${small.slug}.example`, role: 'viewer' })).json<{ acceptPath: string }>();
      return small.client.as(null).post(acceptPath, { name: 'Late', password: small.password });
    };

    expect(problem(await invited())).to.deep.equal({ status: 422, code: 'shared.plan-limit-reached' });
    await post(small.client, `${at}/deactivate`, 1);
    expect((await invited()).status).to.equal(201);
    expect(problem(await post(small.client, `${at}/reactivate`, 2))).to.deep.equal({ status: 422, code: 'shared.plan-limit-reached' });
  });
});

describeEverywhere('looking after roles', (application) => {
  let owner: Somebody;
  let admin: Somebody;
  let member: Somebody;
  let path: string;

  beforeEach(async () => {
    owner = await anOwner(application());
    [admin, member] = [await aColleague(application(), owner, 'admin'), await aColleague(application(), owner, 'member')];
    path = `/v1/members/${await idOf(member)}/roles`;
  });

  it('shows them with their version, and changes them', async () => {
    const shown = await owner.client.get(path);
    expect(shown.headers['etag']).to.equal('"1"');
    expect(shown.json()).to.deep.equal({ memberId: path.split('/')[3], roles: ['member'], active: true, version: 1 });

    const changed = await put(owner.client, path, 1, { roles: ['viewer', 'admin'] });
    expect(changed.json(), changed.text).to.deep.include({ roles: ['admin', 'viewer'], version: 2 });
    expect((await (await signedInAgain(member)).client.get('/v1/me')).json()['roles']).to.deep.equal(['admin', 'viewer']);
  });

  it('takes roles that there are, at least one, each once', async () => {
    for (const roles of [['emperor'], 'admin', ['admin', 7], null]) {
      expect(problem(await put(owner.client, path, 1, { roles })), String(roles)).to.deep.equal({ status: 400, code: 'http.invalid-request' });
    }
    for (const roles of [[], ['admin', 'admin']]) {
      expect(problem(await put(owner.client, path, 1, { roles })), String(roles)).to.deep.equal({ status: 422, code: 'access.roles-unfit' });
    }
  });

  it('lets an admin neither make nor unmake an owner', async () => {
    const second = await aColleague(application(), owner, 'owner');
    const own = `/v1/members/${await idOf(second)}`;
    const tries = [
      await put(admin.client, path, 1, { roles: ['owner'] }),
      await put(admin.client, `/v1/members/${await idOf(admin)}/roles`, 1, { roles: ['owner'] }),
      await put(admin.client, `${own}/roles`, 1, { roles: ['member'] }),
      await post(admin.client, `${own}/deactivate`, 1),
      await remove(admin.client, own, 1),
      await admin.client.post('/v1/invitations', { email: `new@${owner.slug}.example`, role: 'owner' }),
    ];
    for (const refused of tries) expect(problem(refused), refused.text).to.deep.equal({ status: 403, code: 'access.rights-exceeded' });
    expect((await put(admin.client, path, 1, { roles: ['admin'] })).status).to.equal(200);
    expect((await put(owner.client, path, 2, { roles: ['owner'] })).status).to.equal(200);
  });

  it('leaves one owner when two demote each other at once', async () => {
    const second = await aColleague(application(), owner, 'owner');
    const [one, other] = [await idOf(owner), await idOf(second)];
    const answers = await Promise.all([
      put(owner.client, `/v1/members/${other}/roles`, 1, { roles: ['viewer'] }),
      put(second.client, `/v1/members/${one}/roles`, 1, { roles: ['viewer'] }),
    ]);
    const [done, ...more] = answers.filter(({ status }) => status === 200);
    expect([done?.status, more.length]).to.deep.equal([200, 0]);
    expect(answers.find(({ status }) => status !== 200)?.json()['code']).to.be.oneOf(['access.last-owner', 'access.rights-exceeded']);
  });

  it('tells what roles and permissions there are, and which go together', async () => {
    const roles = (await member.client.get('/v1/roles')).json()['data'] as unknown as Json[];
    expect(roles.map(({ name }) => name)).to.deep.equal(['owner', 'admin', 'member', 'viewer']);
    const permissions = (await member.client.get('/v1/permissions')).json()['data'] as unknown as Json[];
    for (const { name, heldBy, description } of permissions) {
      expect(description).to.be.a('string').that.is.not.empty;
      expect(roles.filter((role) => (role['permissions'] as unknown as string[]).includes(name as string)).map((role) => role['name']), name).to.deep.equal(heldBy);
    }
    expect((await owner.client.get('/v1/me')).json()['permissions']).to.deep.equal(roles[0]?.['permissions']);
  });
});
