import { expect } from 'chai';
import { type Answered, problem } from '../support/client.js';
import { describeEverywhere } from '../support/everywhere.js';
import { aColleague, anOwner, type Credentials, type Somebody } from '../support/signed-in.js';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const password = 'correct horse battery staple';

type Issued = { readonly id: string; readonly email: string; readonly token: string; readonly acceptPath: string };

/** A refusal less what is of this one request. */
const essenceOf = ({ status, json }: Answered) => ({ status, ...json<object>(), requestId: '', instance: '' });

describeEverywhere('inviting people', (application) => {
  let owner: Somebody;
  let count = 0;

  const invite = async (by: Somebody, role = 'member'): Promise<Issued> => {
    const answer = await by.client.post('/v1/invitations', { email: `guest-${++count}@${owner.slug}.example`, role });
    expect(answer.status, answer.text).to.equal(201);
    return answer.json<Issued>();
  };
  const accept = ({ acceptPath }: Pick<Issued, 'acceptPath'>) => owner.client.as(null).post(acceptPath, { name: 'Grace Hopper', password });

  beforeEach(async () => {
    owner = await anOwner(application());
  });

  it('answers with a token, this once, by which somebody becomes a member', async () => {
    const issued = await invite(owner, 'admin');
    expect(issued.acceptPath).to.equal(`/v1/invitations/${issued.token}/acceptance`);
    expect(issued.token).to.include(owner.tenantId);
    const shown = await owner.client.get(`/v1/invitations/${issued.id}`);
    expect(shown.headers['etag']).to.equal('"1"');
    expect(shown.json()).to.include({ email: issued.email, role: 'admin', status: 'pending' }).and.not.to.have.any.keys('token', 'secretHash');

    const accepted = await accept(issued);
    expect(accepted.status, accepted.text).to.equal(201);
    expect(accepted.headers['cache-control']).to.equal('no-store');
    const me = (await owner.client.as(accepted.json<Credentials>().accessToken).get('/v1/me')).json();
    expect(me).to.deep.include({ roles: ['admin'] });
    expect(me['user']).to.include({ name: 'Grace Hopper', email: issued.email });
    expect((await owner.client.get(`/v1/invitations/${issued.id}`)).json()).to.include({ status: 'accepted', version: 2 });
    expect((await owner.client.as(null).post('/v1/sessions', { tenant: owner.slug, email: issued.email, password })).status).to.equal(201);
  });

  it('refuses every token alike that is unknown, used, revoked, replaced, expired, or another tenant’s', async () => {
    const [used, revoked, replaced, old] = [await invite(owner), await invite(owner), await invite(owner), await invite(owner)];
    const stranger = await anOwner(application());
    await accept(used);
    expect((await owner.client.send({ method: 'DELETE', path: `/v1/invitations/${revoked.id}`, headers: { 'if-match': '"1"' } })).status).to.equal(204);
    await owner.client.post('/v1/invitations', { email: replaced.email, role: 'viewer' });
    const at = (token: string) => ({ acceptPath: `/v1/invitations/${token}/acceptance` });

    const refusals = [
      await accept(used),
      await accept(revoked),
      await accept(replaced),
      await accept(at(`${old.token.slice(0, -4)}AAAA`)),
      await accept(at(old.token.replace(owner.tenantId, stranger.tenantId))),
      await accept(at(old.token.replace(old.id, used.id))),
    ];
    application().clock.passes(WEEK_MS);
    refusals.push(await accept(old));

    const [first] = refusals;
    expect(problem(first as Answered)).to.deep.equal({ status: 404, code: 'identity.invitation-void' });
    for (const refused of refusals) expect(essenceOf(refused)).to.deep.equal(essenceOf(first as Answered));
  });

  it('makes one member of those who accept at once', async () => {
    const issued = await invite(owner);
    const answers = await Promise.all([1, 2, 3, 4].map(() => accept(issued)));
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 404, 404, 404]);
  });

  it('gives nothing when whoever invited may not give it any more', async () => {
    const admin = await aColleague(application(), owner, 'admin');
    const issued = await invite(admin, 'admin');
    const { id } = (await admin.client.get('/v1/me/profile')).json<{ id: string }>();
    await owner.client.send({ method: 'PUT', path: `/v1/members/${id}/roles`, body: { roles: ['viewer'] }, headers: { 'if-match': '"1"' } });
    expect(problem(await accept(issued))).to.deep.equal({ status: 404, code: 'identity.invitation-void' });
  });

  it('refuses the address of a member', async () => {
    expect(problem(await owner.client.post('/v1/invitations', { email: owner.email, role: 'viewer' }))).to.deep.equal({
      status: 409,
      code: 'identity.email-taken',
    });
  });

  it('lists invitations by status, and takes one back that is not accepted', async () => {
    const [pending, accepted] = [await invite(owner), await invite(owner)];
    await accept(accepted);
    const ids = async (status: string) =>
      (await owner.client.get(`/v1/invitations?status=${status}`)).json<{ data: Issued[] }>().data.map(({ id }) => id);
    expect(await ids('pending')).to.deep.equal([pending.id]);
    expect(await ids('accepted')).to.deep.equal([accepted.id]);

    const late = await owner.client.send({ method: 'DELETE', path: `/v1/invitations/${accepted.id}`, headers: { 'if-match': '"2"' } });
    expect(problem(late)).to.deep.equal({ status: 409, code: 'identity.invitation-accepted' });
  });
});
