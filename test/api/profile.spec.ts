import { expect } from 'chai';
import { problem } from '../support/client.js';
import { describeEverywhere } from '../support/everywhere.js';
import { aColleague, anOwner, signedInAgain, type Somebody } from '../support/signed-in.js';

const newPassword = 'another horse battery staple';

describeEverywhere('looking after oneself', (application) => {
  let me: Somebody;

  const change = (given: object = {}) =>
    me.client.send({ method: 'PUT', path: '/v1/me/password', body: { currentPassword: me.password, newPassword, ...given } });
  const signIn = (password: string) => me.client.as(null).post('/v1/sessions', { tenant: me.slug, email: me.email, password });

  beforeEach(async () => {
    me = await aColleague(application(), await anOwner(application()), 'viewer');
  });

  it('shows one’s profile, whatever the role, and changes one’s name', async () => {
    const shown = await me.client.get('/v1/me/profile');
    expect(shown.json()).to.include({ email: me.email, name: 'A viewer', status: 'active', version: 1 });

    const changed = await me.client.patch('/v1/me/profile', { name: 'Ada King' }, 1);
    expect([changed.status, changed.json()['name'], changed.headers['etag']], changed.text).to.deep.equal([200, 'Ada King', '"2"']);
    expect(problem(await me.client.patch('/v1/me/profile', { name: 'Eve' }, 1))).to.deep.equal({ status: 412, code: 'shared.outdated-version' });
    expect(problem(await me.client.patch('/v1/me/profile', { email: 'eve@acme.example' }, 2))).to.deep.equal({ status: 400, code: 'http.invalid-request' });
  });

  it('changes one’s password by the one before, and ends the other sessions at once', async () => {
    const elsewhere = await signedInAgain(me);
    const done = await change();
    expect([done.status, done.text]).to.deep.equal([204, '']);

    expect((await me.client.get('/v1/me')).status, 'the session in which it was asked').to.equal(200);
    expect((await elsewhere.client.get('/v1/me')).status).to.equal(401);
    const { refreshToken } = elsewhere.credentials;
    expect((await me.client.as(null).post('/v1/sessions/refresh', { refreshToken })).status).to.equal(401);
    expect((await signIn(me.password)).status).to.equal(401);
    expect((await signIn(newPassword)).status).to.equal(201);
  });

  it('lets the other sessions go on when that is wanted', async () => {
    const elsewhere = await signedInAgain(me);
    expect((await change({ endOtherSessions: false })).status).to.equal(204);
    expect((await elsewhere.client.get('/v1/me')).status).to.equal(200);
  });

  it('refuses a wrong password, and slows down whoever guesses', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect(problem(await change({ currentPassword: 'a guess' }))).to.deep.equal({ status: 403, code: 'identity.password-wrong' });
    }
    const slowed = await change();
    expect(problem(slowed)).to.deep.equal({ status: 429, code: 'identity.sign-in-delayed' });
    expect(slowed.headers['retry-after']).to.match(/^\d+$/);
    expect((await signIn(me.password)).status, 'to sign in is another matter').to.equal(201);
  });

  it('refuses a password that is too short', async () => {
    expect(problem(await change({ newPassword: 'short' }))).to.deep.equal({ status: 400, code: 'http.invalid-request' });
  });
});
