import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { type Application, postgresApplication } from '../support/application.js';
import type { Json } from '../support/client.js';
import { aDatabase, type TestDatabase } from '../support/postgres.js';
import { aColleague, anOwner, type Somebody } from '../support/signed-in.js';

describe('changing rights in one process of two', () => {
  const time = { at: 1_000, now: () => time.at };
  let database: TestDatabase;
  let here: Application;
  let there: Application;
  let owner: Somebody;
  let member: Somebody;
  let path: string;

  before(async () => {
    database = await aDatabase();
    [here, there] = [await postgresApplication({ poolSize: 2, on: database, time }), await postgresApplication({ poolSize: 2, on: database, time })];
  });

  after(async () => {
    await Promise.all([here.close(), there.close()]);
    await database.drop();
  });

  beforeEach(async () => {
    owner = await anOwner(here);
    member = await aColleague(here, owner, 'member');
    path = `/v1/members/${((await member.client.get('/v1/me')).json()['user'] as Json)['id'] as string}`;
  });

  /** What the member is answered by each process: they may list members, but for those who may not. */
  const answers = async () => {
    const processes = [here, there].map(({ url }) => fetch(`${url}/v1/members`, { headers: { authorization: `Bearer ${member.credentials.accessToken}` } }));
    return (await Promise.all(processes)).map(({ status }) => status);
  };
  const ask = (method: string, at: string, body?: unknown) =>
    owner.client.send({ method, path: at, headers: { 'if-match': '"1"' }, ...(body === undefined ? {} : { body }) });

  it('counts in both within two seconds: who was demoted', async () => {
    expect(await answers()).to.deep.equal([200, 200]);
    expect((await ask('PUT', `${path}/roles`, { roles: ['viewer'] })).status).to.equal(200);
    expect(await answers(), 'as remembered for a second').to.deep.equal([200, 200]);
    time.at += 1_999;
    expect(await answers()).to.deep.equal([403, 403]);
  });

  it('counts in both within two seconds: who was promoted', async () => {
    await ask('PUT', `${path}/roles`, { roles: ['viewer'] });
    time.at += 1_999;
    expect(await answers()).to.deep.equal([403, 403]);
    await owner.client.send({ method: 'PUT', path: `${path}/roles`, headers: { 'if-match': '"2"' }, body: { roles: ['member'] } });
    time.at += 1_999;
    expect(await answers()).to.deep.equal([200, 200]);
  });

  it('counts at once where it happens, and in the other within two seconds: who was deactivated', async () => {
    expect(await answers()).to.deep.equal([200, 200]);
    expect((await ask('POST', `${path}/deactivate`)).status).to.equal(200);
    expect((await answers())[0]).to.equal(401);
    time.at += 1_999;
    expect(await answers()).to.deep.equal([401, 401]);
  });

  it('counts in both within two seconds: for whoever asked before, and holds back the end of the body', async () => {
    const admin = await aColleague(here, owner, 'admin');
    const id = ((await admin.client.get('/v1/me')).json()['user'] as Json)['id'] as string;
    const body = JSON.stringify({ email: 'an-accomplice@acme.example', role: 'admin' });
    const headers = { authorization: `Bearer ${admin.credentials.accessToken}`, 'content-type': 'application/json', 'content-length': body.length };
    const held = [here, there].map(({ url }) => request(`${url}/v1/invitations`, { method: 'POST', headers }));
    for (const asking of held) asking.write(body.slice(0, -1));
    await delay(100); // until the beginnings have come
    expect((await ask('PUT', `/v1/members/${id}/roles`, { roles: ['viewer'] })).status).to.equal(200);
    time.at += 1_999;
    const answered = held.map(async (asking) => {
      asking.end(body.slice(-1));
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      return answer.resume().statusCode;
    });
    expect(await Promise.all(answered)).to.deep.equal([403, 403]);
  });
});
