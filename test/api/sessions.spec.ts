import { expect } from 'chai';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { publicUrl } from '../support/application.js';
import { type Answered, Client, type Json, problem } from '../support/client.js';
import { describeEverywhere } from '../support/everywhere.js';
import { aColleague, anOwner, aSlug, type Credentials, roleOfNothing, signedInAgain, type Somebody } from '../support/signed-in.js';

const password = 'correct horse battery staple';
const newTenant = (slug: string, email = 'ada@acme.example') => ({
  name: 'Acme Ltd',
  slug,
  owner: { name: 'Ada Lovelace', email, password },
});

/** An answer less what is of this one request. */
const lessItsRequest = ({ status, headers, text }: Answered): unknown => {
  const { 'x-request-id': id = '', date: _date, 'content-length': _length, ...rest } = headers;
  return { status, headers: rest, text: text.replaceAll(id, '') };
};

describeEverywhere('signing up', (application) => {
  let visitor: Client;

  before(() => {
    visitor = new Client(application().url);
  });

  it('founds a tenant, whose owner can sign in at once', async () => {
    const slug = aSlug();
    const founded = await visitor.post('/v1/tenants', newTenant(slug));

    expect(founded.status, founded.text).to.equal(201);
    expect(founded.headers).to.include({ location: '/v1/tenant', etag: '"1"' });
    expect(founded.json()).to.include({ slug, name: 'Acme Ltd', plan: 'free', version: 1 });
    expect(founded.json()['limits']).to.include({ members: 3 });

    const signedIn = await visitor.post('/v1/sessions', { tenant: slug, email: 'Ada@Acme.example', password });
    expect(signedIn.status, signedIn.text).to.equal(201);
    const shown = await visitor.as(signedIn.json<Credentials>().accessToken).get('/v1/tenant');
    expect(shown.text).to.equal(founded.text);
    expect(shown.headers['etag']).to.equal('"1"');
  });

  it('refuses a slug that another tenant has, and keeps nothing of it', async () => {
    const slug = aSlug();
    await visitor.post('/v1/tenants', newTenant(slug));

    expect(problem(await visitor.post('/v1/tenants', newTenant(slug, 'eve@acme.example')))).to.deep.equal({
      status: 409,
      code: 'tenancy.slug-taken',
    });
    const late = await visitor.post('/v1/sessions', { tenant: slug, email: 'eve@acme.example', password });
    expect(late.status).to.equal(401);
  });

  it('gives a slug to one of those who ask for it at once', async () => {
    const slug = aSlug();
    const answers = await Promise.all(
      [1, 2, 3, 4].map((at) => visitor.post('/v1/tenants', newTenant(slug, `p${at}@acme.example`))),
    );
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 409, 409, 409]);
  });

  it('refuses a slug that is reserved', async () => {
    const refused = await visitor.post('/v1/tenants', newTenant('admin'));
    expect(problem(refused)).to.deep.equal({ status: 400, code: 'http.invalid-request' });
    expect(refused.json()['errors']).to.deep.equal([
      { in: 'body', pointer: '/slug', code: 'tenancy.slug-reserved', message: 'This slug is reserved: choose another' },
    ]);
  });

  it('points at each member that does not fit', async () => {
    const refused = await visitor.post('/v1/tenants', {
      name: '',
      slug: 'No Slug',
      owner: { name: 'Ada', email: 'ada', password: 'short' },
      plan: 'enterprise',
    });
    const errors = refused.json<{ errors: { pointer: string; code: string; message: string }[] }>().errors;
    expect(errors.map(({ pointer }) => pointer).toSorted()).to.deep.equal([
      '/name',
      '/owner/email',
      '/owner/password',
      '/plan',
      '/slug',
    ]);
    expect(errors.find(({ pointer }) => pointer === '/plan')?.code).to.equal('unknown-member');
    expect(errors.find(({ pointer }) => pointer === '/owner/email')?.message).to.equal('must be an email address');
    expect(errors.find(({ pointer }) => pointer === '/slug')?.message).to.equal(
      'must have 3 to 40 lower-case letters, digits and inner hyphens',
    );
  });
});

describeEverywhere('being signed in', (application) => {
  it('says who I am, where, and what I may do', async () => {
    const owner = await anOwner(application());
    const viewer = await aColleague(application(), owner, 'viewer');
    const nobody = await aColleague(application(), owner, roleOfNothing);

    const me = (await owner.client.get('/v1/me')).json();
    expect(me['user']).to.include({ email: owner.email });
    expect(me['tenant']).to.include({ id: owner.tenantId, slug: owner.slug, plan: 'enterprise' });
    expect(me['roles']).to.deep.equal(['owner']);
    expect(me['permissions']).to.include('tenancy:tenant:read');

    expect((await viewer.client.get('/v1/me')).json()['roles']).to.deep.equal(['viewer']);
    expect((await nobody.client.get('/v1/me')).json()['permissions']).to.deep.equal([]);
  });

  it('is refused alike for an unknown tenant, an unknown user and a wrong password', async () => {
    const { slug, email, client } = await anOwner(application());
    const visitor = client.as(null);
    const attempts = [
      { tenant: aSlug(), email, password },
      { tenant: slug, email: 'nobody@acme.example', password },
      { tenant: slug, email, password: 'wrong horse battery staple' },
      { tenant: 'a', email, password },
    ];
    const answers = await Promise.all(attempts.map((body) => visitor.post('/v1/sessions', body)));

    for (const answer of answers) {
      expect(problem(answer)).to.deep.equal({ status: 401, code: 'identity.sign-in-refused' });
      expect(lessItsRequest(answer)).to.deep.equal(lessItsRequest(answers[0] as Answered));
    }
  });

  it('has to wait after five failures, with the right password too, and nowhere but where they came from', async () => {
    const { slug: tenant, email, client } = await anOwner(application());
    const from = (address: string, body: object) => client.as(null).post('/v1/sessions', body, { 'x-forwarded-for': address });
    const wrong = { tenant, email, password: 'wrong horse battery staple' };
    for (let count = 0; count < 5; count += 1) expect((await from('192.0.2.1', wrong)).status).to.equal(401);

    const delayed = [await from('192.0.2.1', wrong), await from('192.0.2.1', { tenant, email, password })] as const;
    for (const answer of delayed) {
      expect(problem(answer)).to.deep.equal({ status: 429, code: 'identity.sign-in-delayed' });
      expect(answer.headers['retry-after']).to.equal('1');
      expect(lessItsRequest(answer)).to.deep.equal(lessItsRequest(delayed[0]));
    }
    expect((await from('192.0.2.2', { tenant, email, password })).status).to.equal(201);
    expect((await from('192.0.2.1', { tenant, email: `other-${email}`, password })).status).to.equal(401);
    expect((await application().clock.within(1_000, () => from('192.0.2.1', { tenant, email, password }))).status).to.equal(201);
  });

  it('has to wait alike for an unknown tenant, an unknown user and a wrong password', async () => {
    const { slug, email, client } = await anOwner(application());
    const attempts = [
      { tenant: aSlug(), email, password },
      { tenant: slug, email: 'nobody@acme.example', password },
      { tenant: slug, email, password: 'wrong horse battery staple' },
    ];
    for (const body of attempts) {
      const statuses: number[] = [];
      for (let count = 0; count < 6; count += 1) {
        statuses.push((await client.as(null).post('/v1/sessions', body, { 'x-forwarded-for': '192.0.2.3' })).status);
      }
      expect(statuses).to.deep.equal([401, 401, 401, 401, 401, 429]);
    }
  });

  it('lets five of fifty guesses be looked at that come at once', async () => {
    const { slug: tenant, email, client } = await anOwner(application());
    const guess = () => client.as(null).post('/v1/sessions', { tenant, email, password: 'wrong horse battery staple' }, { 'x-forwarded-for': '192.0.2.4' });
    const statuses = (await Promise.all(Array.from({ length: 50 }, guess))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).to.have.length(5);
    expect(statuses.filter((status) => status === 429)).to.have.length(45);
  });

  it('takes nobody for another, however many are recognised at once', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => anOwner(application())));
    const calls = people.flatMap((who) => [who, who, who]);

    const answers = await Promise.all(calls.map(({ client }) => client.get('/v1/me')));
    expect(answers.map(({ status }) => status)).to.deep.equal(calls.map(() => 200));
    expect(answers.map(({ json }) => (json()['tenant'] as Json)['id'])).to.deep.equal(calls.map(({ tenantId }) => tenantId));
  });

  it('is proved by a token that anybody can verify by the published keys', async () => {
    const { client, credentials, tenantId } = await anOwner(application());
    const published = await client.as(null).get('/.well-known/jwks.json');
    expect(published.headers['content-type']).to.include('json');
    expect(published.text).to.not.include('"d"');

    const keys = createLocalJWKSet(published.json());
    const { payload, protectedHeader } = await jwtVerify(credentials.accessToken, keys, {
      issuer: publicUrl,
      audience: publicUrl,
    });
    expect(protectedHeader.alg).to.equal('EdDSA');
    expect(payload['tid']).to.equal(tenantId);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(credentials.expiresIn);
    expect(credentials).to.include({ tokenType: 'Bearer', expiresIn: 600 });
  });

  it('is continued by a refresh token, whose answer is given again to whoever lost it', async () => {
    const { client, credentials } = await anOwner(application());
    const refresh = (refreshToken: string) => client.as(null).post('/v1/sessions/refresh', { refreshToken });

    const first = await refresh(credentials.refreshToken);
    expect(first.status, first.text).to.equal(201);
    const next = first.json<Credentials>();
    expect(next.refreshToken).to.not.equal(credentials.refreshToken);
    expect((await client.as(next.accessToken).get('/v1/me')).status).to.equal(200);

    const again = await refresh(credentials.refreshToken);
    expect([again.status, again.json<Credentials>().refreshToken]).to.deep.equal([201, next.refreshToken]);
    expect((await refresh(next.refreshToken)).status).to.equal(201);
  });

  it('is continued alike for all who show the same refresh token at once', async () => {
    const { client, credentials } = await anOwner(application());
    const { refreshToken } = credentials;
    const answers = await Promise.all([1, 2, 3, 4].map(() => client.as(null).post('/v1/sessions/refresh', { refreshToken })));
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201, 201]);
    expect(new Set(answers.map(({ json }) => json<Credentials>().refreshToken)).size).to.equal(1);
  });

  it('ends when a refresh token comes back that was used up before: for whoever has the newest one too', async () => {
    const { client, credentials } = await anOwner(application());
    const refresh = (refreshToken: string) => client.as(null).post('/v1/sessions/refresh', { refreshToken });
    const next = (await refresh(credentials.refreshToken)).json<Credentials>();
    expect((await client.as(next.accessToken).get('/v1/me')).status).to.equal(200);

    const stolen = await application().clock.within(31_000, () => refresh(credentials.refreshToken));
    expect(problem(stolen)).to.deep.equal({ status: 401, code: 'identity.refresh-refused' });

    expect(problem(await refresh(next.refreshToken))).to.deep.equal({ status: 401, code: 'identity.refresh-refused' });
    for (const { accessToken } of [credentials, next]) expect((await client.as(accessToken).get('/v1/me')).status).to.equal(401);
  });

  it('is refused alike for a refresh token of another tenant, of nobody, and for what is none', async () => {
    const [victim, attacker] = await Promise.all([anOwner(application()), anOwner(application())]);
    const visitor = victim.client.as(null);
    const shown = [
      victim.credentials.refreshToken.replace(victim.tenantId, attacker.tenantId),
      victim.credentials.refreshToken.replace('_0_', '_1_'),
      attacker.credentials.refreshToken.replace(attacker.tenantId, victim.tenantId),
      `${victim.credentials.refreshToken.slice(0, -4)}AAAA`,
      'not a token',
    ];
    const answers = await Promise.all(shown.map((refreshToken) => visitor.post('/v1/sessions/refresh', { refreshToken })));
    for (const answer of answers) expect(lessItsRequest(answer)).to.deep.equal(lessItsRequest(answers[0] as Answered));
    expect(problem(answers[0] as Answered)).to.deep.equal({ status: 401, code: 'identity.refresh-refused' });

    expect((await visitor.post('/v1/sessions/refresh', { refreshToken: victim.credentials.refreshToken })).status).to.equal(201);
  });

  it('ends with a sign-out: at once, for this session alone', async () => {
    const one = await anOwner(application());
    const other = await signedInAgain(one);
    expect((await one.client.get('/v1/me')).status).to.equal(200);

    const left = await one.client.delete('/v1/sessions/current');
    expect(left.status).to.equal(204);
    expect(left.text).to.equal('');

    const refused = await one.client.get('/v1/me');
    expect(refused.status).to.equal(401);
    expect(refused.headers['www-authenticate']).to.match(/^Bearer .*error="invalid_token"/);
    expect(
      (await one.client.as(null).post('/v1/sessions/refresh', { refreshToken: one.credentials.refreshToken })).status,
    ).to.equal(401);
    expect((await other.client.get('/v1/me')).status).to.equal(200);
  });

  it('ends after thirty days, however often it was continued', async () => {
    const { client, credentials } = await anOwner(application());
    const days = 24 * 60 * 60 * 1000;
    const refresh = (refreshToken: string) => client.as(null).post('/v1/sessions/refresh', { refreshToken });
    const later = await application().clock.within(29 * days, () => refresh(credentials.refreshToken));
    expect(later.status).to.equal(201);
    const { refreshToken } = later.json<Credentials>();
    expect((await application().clock.within(31 * days, () => refresh(refreshToken))).status).to.equal(401);
  });
});

describeEverywhere('looking after one’s sessions', (application) => {
  type Session = { readonly id: string; readonly device: string | null; readonly startedAt: string; readonly lastUsedAt: string; readonly current: boolean };
  const sessionsOf = async ({ client }: Somebody) => (await client.get('/v1/sessions')).json<{ data: readonly Session[] }>().data;

  it('lists where one is signed in, newest first', async () => {
    const one = await anOwner(application());
    const { slug: tenant, email } = one;
    const laptop = await one.client.as(null).post('/v1/sessions', { tenant, email, password, device: 'Ada’s laptop' });
    expect(laptop.status, laptop.text).to.equal(201);
    await one.client.as(null).post('/v1/sessions', { tenant, email, password, device: null });

    const sessions = await sessionsOf(one);
    expect(sessions.map(({ device, current }) => ({ device, current }))).to.deep.equal([
      { device: null, current: false },
      { device: 'Ada’s laptop', current: false },
      { device: null, current: true },
    ]);
    expect(sessions[0]).to.have.all.keys('id', 'device', 'startedAt', 'lastUsedAt', 'expiresAt', 'current');
    expect(sessions[0]?.lastUsedAt).to.equal(sessions[0]?.startedAt);
  });

  it('shows when one was used last', async () => {
    const one = await anOwner(application());
    const hour = 60 * 60 * 1000;
    await application().clock.within(hour, () => one.client.as(null).post('/v1/sessions/refresh', { refreshToken: one.credentials.refreshToken }));
    const [session] = await sessionsOf(one);
    expect(Date.parse(session?.lastUsedAt ?? '') - Date.parse(session?.startedAt ?? '')).to.be.at.least(hour);
  });

  it('ends one at once, and leaves the others', async () => {
    const here = await anOwner(application());
    const lost = await signedInAgain(here);
    expect((await lost.client.get('/v1/me')).status).to.equal(200);
    const id = (await sessionsOf(lost)).find(({ current }) => current)?.id ?? '';

    expect((await here.client.delete(`/v1/sessions/${id}`)).status).to.equal(204);

    expect((await lost.client.get('/v1/me')).status).to.equal(401);
    expect((await lost.client.as(null).post('/v1/sessions/refresh', { refreshToken: lost.credentials.refreshToken })).status).to.equal(401);
    expect((await sessionsOf(here)).map(({ current }) => current)).to.deep.equal([true]);
    expect(problem(await here.client.delete(`/v1/sessions/${id}`))).to.deep.equal({ status: 404, code: 'identity.session-not-found' });
  });

  it('ends nobody else’s: not a colleague’s, whatever one’s role', async () => {
    const owner = await anOwner(application());
    const viewer = await aColleague(application(), owner, 'viewer');
    const [session] = await sessionsOf(viewer);

    const refused = await owner.client.delete(`/v1/sessions/${session?.id}`);

    expect(problem(refused)).to.deep.equal({ status: 404, code: 'identity.session-not-found' });
    expect((await sessionsOf(owner)).map(({ id }) => id)).to.not.include(session?.id);
    expect((await viewer.client.get('/v1/me')).status).to.equal(200);
  });
});
