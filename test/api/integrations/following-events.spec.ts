import { expect } from 'chai';
import { SuspendTenant } from '../../../application/tenancy/suspend-tenant.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { problem } from '../../support/client.js';
import { describeEverywhere } from '../../support/everywhere.js';
import { aColleague, anOwner, type Somebody } from '../../support/signed-in.js';
import { StreamReader } from '../../support/stream-reader.js';
import { namesIn, renamed } from './renaming.js';

const minute = 60_000;

describeEverywhere('following what happens', (application) => {
  let owner: Somebody;

  const happens = async (): Promise<string> => {
    const name = await renamed(owner);
    await application().drain();
    return name;
  };
  const roles = async (who: Somebody, given: readonly string[]): Promise<void> => {
    const { data } = (await owner.client.get('/v1/members?limit=100')).json<{ data: readonly { id: string; email: string }[] }>();
    const path = `/v1/members/${data.find(({ email }) => email === who.email)?.id ?? ''}/roles`;
    const { headers } = await owner.client.get(path);
    const answer = await owner.client.send({ method: 'PUT', path, body: { roles: given }, headers: { 'if-match': headers['etag'] ?? '' } });
    expect(answer.status, answer.text).to.equal(200);
  };
  const listed = async (query: string, who = owner) => {
    const answer = await who.client.get(`/v1/events?${query}`);
    return answer.json<{ readonly data: readonly { readonly id: string; readonly type: string }[]; readonly nextCursor: string | null }>();
  };

  beforeEach(async () => {
    owner = await anOwner(application());
    await application().drain();
  });

  it('begins with what happens from now on', async () => {
    const reader = await StreamReader.open(owner.client);
    const { id, said } = await reader.untilNamed('open');
    const name = await happens();

    const event = await reader.untilNamed('tenancy.tenant-renamed');

    expect(id).to.match(/^[\w-]{20,32}$/);
    expect(said['types']).to.include.members(['tenancy.tenant-renamed', 'identity.user-invited']);
    expect(event.said).to.deep.include({ id: event.id, type: 'tenancy.tenant-renamed', data: { name } });
    expect(namesIn(reader)).to.deep.equal([name]);
    reader.close();
  });

  it('goes on after the last event that was seen, and after the beginning where none was', async () => {
    const first = await StreamReader.open(owner.client);
    const { id } = await first.untilNamed('open');
    first.close();
    const missed = [await happens(), await happens()];

    const second = await StreamReader.open(owner.client, { lastEventId: id });
    await second.until(() => second.events.length >= 2);
    missed.push(await happens());
    await second.until(() => second.events.length >= 3);

    expect(namesIn(second)).to.deep.equal(missed);
    second.close();
  });

  it('lists what happened, page by page, and goes on from the last event, also as a stream', async () => {
    const names = [await happens(), await happens(), await happens()];
    const first = await listed('types=tenancy.tenant-renamed&limit=2');
    const second = await listed(`types=tenancy.tenant-renamed&limit=2&cursor=${first.nextCursor ?? ''}`);
    const all = [...first.data, ...second.data];

    expect(all.map((event) => (event as unknown as { data: { name: string } }).data.name)).to.deep.equal(names);
    expect(second.nextCursor).to.equal(null);
    expect((await listed(`since=${all[1]?.id ?? ''}`)).data).to.deep.equal([all[2]]);
    const reader = await StreamReader.open(owner.client, { lastEventId: all[0]?.id ?? '' });
    await reader.until(() => reader.events.length >= 2);
    expect(reader.events.map(({ said }) => said)).to.deep.equal(all.slice(1));
    reader.close();
  });

  it('is asked for some types, which have to exist', async () => {
    const reader = await StreamReader.open(owner.client, { types: 'identity.user-invited,access.roles-changed' });
    expect((await reader.untilNamed('open')).said).to.deep.equal({ types: ['access.roles-changed', 'identity.user-invited'] });
    await happens();
    await owner.client.post('/v1/invitations', { email: 'bob@example.example', role: 'viewer' });
    await application().drain();
    await reader.untilNamed('identity.user-invited');
    expect(reader.events).to.have.lengthOf(1);
    reader.close();

    for (const path of ['/v1/events', '/v1/events/stream'])
      expect(problem(await owner.client.get(`${path}?types=tenancy.tenant-renamed,identity.session-started`)), path)
        .to.deep.equal({ status: 400, code: 'integrations.unknown-event-type' });
  });

  it('refuses an id that was made up, or given to another tenant', async () => {
    const other = await anOwner(application());
    await application().drain();
    const foreign = (await listed('limit=1', other)).data[0]?.id ?? '';
    expect((await other.client.get(`/v1/events?since=${foreign}`)).status).to.equal(200);

    for (const id of ['made-up', foreign, `${foreign}A`]) {
      const refusal = { status: 400, code: 'integrations.unknown-event-id' };
      expect(problem(await owner.client.get('/v1/events/stream', { 'last-event-id': id })), id).to.deep.equal(refusal);
      expect(problem(await owner.client.get(`/v1/events?since=${id}`)), id).to.deep.equal(refusal);
    }
  });

  it('tells nobody of what they may not see', async () => {
    const viewer = await aColleague(application(), owner, 'viewer');
    await application().drain();
    const reader = await StreamReader.open(viewer.client);
    await reader.untilNamed('open');

    await owner.client.post('/v1/invitations', { email: 'bob@example.example', role: 'viewer' });
    await happens();
    await reader.untilNamed('tenancy.tenant-renamed');

    expect(reader.events.map(({ name }) => name)).to.deep.equal(['tenancy.tenant-renamed']);
    const seen = (await listed('limit=100', viewer)).data.map(({ type }) => type);
    expect(seen).to.include('tenancy.tenant-renamed').and.satisfy((types: string[]) => types.every((type) => type.startsWith('tenancy.')));
    expect((await listed('types=identity.user-invited')).data).to.have.lengthOf(1);
    expect(problem(await viewer.client.get('/v1/events?types=identity.user-invited'))).to.deep.equal({ status: 403, code: 'access.permission-missing' });
    reader.close();
  });

  it('tells somebody of more, or less, once their rights have changed', async () => {
    const colleague = await aColleague(application(), owner, 'viewer');
    await application().drain();
    const reader = await StreamReader.open(colleague.client);
    await reader.untilNamed('open');

    await roles(colleague, ['admin']);
    await reader.until((heard) => heard.filter(({ name }) => name === 'open').length === 2);
    await application().drain();
    await reader.untilNamed('access.roles-changed');
    await roles(colleague, ['viewer']);
    await reader.until((heard) => heard.filter(({ name }) => name === 'open').length === 3);
    await owner.client.post('/v1/invitations', { email: 'bob@example.example', role: 'viewer' });
    await happens();
    await reader.untilNamed('tenancy.tenant-renamed');

    expect(reader.events.map(({ name }) => name)).to.not.include('identity.user-invited');
    reader.close();
  });

  it('ends when the session does, and says so', async () => {
    const reader = await StreamReader.open(owner.client);
    const { id } = await reader.untilNamed('open');

    await owner.client.delete('/v1/sessions/current');
    await reader.untilOver();

    expect(reader.heard.at(-1)).to.deep.equal({ name: 'ended', id, said: { code: 'http.unauthenticated' } });
  });

  it('ends when nothing may be seen of it any more', async () => {
    const colleague = await aColleague(application(), owner, 'member');
    await application().drain();
    const reader = await StreamReader.open(colleague.client, { types: 'identity.user-registered' });
    await reader.untilNamed('open');

    await roles(colleague, ['viewer']);
    await reader.untilOver();

    expect(reader.heard.at(-1)?.said).to.deep.equal({ code: 'access.permission-missing' });
  });

  it('ends when the tenant is suspended', async () => {
    const reader = await StreamReader.open(owner.client);
    await reader.untilNamed('open');

    await application().container.get(SuspendTenant).execute(SystemContext.for('a test'), { slug: owner.slug, reason: null });
    await reader.untilOver();

    expect(reader.heard.at(-1)?.said).to.deep.equal({ code: 'tenancy.tenant-suspended' });
  });

  it('ends when the access token expires', async () => {
    const reader = await StreamReader.open(owner.client);
    await reader.untilNamed('open');

    await application().clock.within(11 * minute, () => reader.untilOver());

    expect(reader.heard.at(-1)?.said).to.deep.equal({ code: 'http.unauthenticated' });
  });
});
