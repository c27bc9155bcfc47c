import { expect } from 'chai';
import { v7 } from 'uuid';
import type { BuiltInRole } from '../../../application/shared/permission.js';
import { DocumentStore } from '../../../application/shared/ports/document-store.js';
import { MetadataRebuilder } from '../../../application/metadata/metadata-rebuilder.js';
import { TenantId } from '../../../domain/shared/tenant-context.js';
import type { Answered, Json } from '../../support/client.js';
import { describeEverywhere } from '../../support/everywhere.js';
import { aColleague, anOwner, type Somebody } from '../../support/signed-in.js';
import { thePlatformIn } from '../../support/tenants.js';

describeEverywhere('noting something on a resource', (application) => {
  let owner: Somebody;
  let memberId: string;

  before(async () => {
    owner = await anOwner(application());
    memberId = await idOf(owner);
  });

  const idOf = async ({ client }: Somebody): Promise<string> => ((await client.get('/v1/me')).json()['user'] as Json)['id'] as string;
  const pathTo = (id: string, type = 'members') => `/v1/metadata/${type}/${id}`;
  const put = (id: string, version: number, pairs: unknown, { client } = owner): Promise<Answered> =>
    client.send({ method: 'PUT', path: pathTo(id), body: { pairs }, headers: { 'if-match': `"${version}"` } });
  const documentOf = async (id: string) => {
    const found = await application().container.get(DocumentStore).read(thePlatformIn(TenantId.from(owner.tenantId)), [{ kind: 'metadata.members', id }]);
    return [...found.values()].at(0);
  };
  const colleague = async (role: BuiltInRole = 'member') => {
    const somebody = await aColleague(application(), owner, role);
    return { ...somebody, id: await idOf(somebody) };
  };

  it('shows no pairs, in version 0, before; then what was noted; and after a removal no pairs in a version that went on', async () => {
    const before = await owner.client.get(pathTo(memberId));
    expect([before.status, before.headers['etag'], before.json()]).to.deep.equal([200, '"0"', { type: 'members', resourceId: memberId, pairs: {}, version: 0 }]);

    const noted = await put(memberId, 0, { size: 'L', 'erp.number': 'D-1', colour: 'gru\u0308n' });
    expect([noted.status, noted.headers['etag']], noted.text).to.deep.equal([200, '"1"']);
    expect(noted.json()['pairs'], 'in NFC').to.deep.equal({ colour: 'gr\u00fcn', 'erp.number': 'D-1', size: 'L' });
    expect((await owner.client.get(pathTo(memberId))).text).to.equal(noted.text);

    expect((await put(memberId, 1, { size: 'L', 'erp.number': 'D-1', colour: 'gr\u00fcn' })).headers['etag'], 'the same once more').to.equal('"1"');
    expect((await put(memberId, 0, { size: 'M' })).status, 'an older version').to.equal(412);

    const removed = await owner.client.send({ method: 'DELETE', path: pathTo(memberId), headers: { 'if-match': '"1"' } });
    expect(removed.status).to.equal(204);
    const after = await owner.client.get(pathTo(memberId));
    expect([after.headers['etag'], after.json()['pairs']]).to.deep.equal(['"2"', {}]);
    expect((await put(memberId, 0, { size: 'M' })).status, 'as if nothing had been').to.equal(412);
    expect((await put(memberId, 2, { size: 'M' })).headers['etag']).to.equal('"3"');
  });

  it('shows a whole list at once, in the order asked, each once, less what the tenant does not have', async () => {
    const stranger = await anOwner(application());
    const [one, other, bare] = [await colleague(), await colleague(), await colleague()];
    await put(one.id, 0, { at: 'one' });
    await put(other.id, 0, { at: 'other' });
    const ask = async (ids: readonly string[]) => (await owner.client.get(`/v1/metadata/members?ids=${ids.join(',')}`)).json<{ data: Json[] }>().data;
    const seen = async (ids: readonly string[]) => (await ask(ids)).map(({ resourceId, pairs, version }) => [resourceId, (pairs as Json)['at'], version]);
    const [first, second, third] = [[one.id, 'one', 1], [other.id, 'other', 1], [bare.id, undefined, 0]];

    expect(await seen([other.id, bare.id, one.id])).to.deep.equal([second, third, first]);
    expect(await seen([one.id, other.id, bare.id]), 'from copies').to.deep.equal([first, second, third]);
    expect(await seen([bare.id, v7(), other.id, await idOf(stranger), bare.id.toUpperCase(), other.id])).to.deep.equal([third, second]);
    expect(await ask([v7()])).to.deep.equal([]);
    for (const query of ['', '?ids=']) expect((await owner.client.get(`/v1/metadata/members${query}`)).json()).to.deep.equal({ data: [] });

    const many = Array.from({ length: 101 }, () => v7());
    expect((await owner.client.get(`/v1/metadata/members?ids=${many.slice(1).join(',')}`)).status).to.equal(200);
    for (const [ids, code] of [[many.join(','), 'too-many'], [`${v7()},x`, 'malformed']] as const) {
      const refused = await owner.client.get(`/v1/metadata/members?ids=${ids}`);
      expect([refused.status, refused.json<{ errors: Json[] }>().errors[0]?.['code']], ids).to.deep.equal([400, code]);
    }
  });

  it('says of each bound that is overstepped which it is, and where', async () => {
    const { id } = await colleague();
    const of = (count: number, value: string) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, value]));
    for (const [pairs, pointer, code] of [
      [of(51, 'x'), '/pairs', 'too-many'],
      [{ '1st': 'x' }, '/pairs/1st', 'malformed'],
      [{ 'a/b': 'x' }, '/pairs/a~1b', 'malformed'],
      [JSON.parse('{"__proto__": "x"}'), '/pairs/__proto__', 'malformed'],
      [{ ['n'.repeat(41)]: 'x' }, `/pairs/${'n'.repeat(41)}`, 'malformed'],
      [{ name: 'x'.repeat(501) }, '/pairs/name', 'too-long'],
      [{ name: '\ufb2c'.repeat(500) }, '/pairs/name', 'http.text-too-long'],
      [{ name: 'x\u0000' }, '/pairs/name', 'malformed'],
      [{ name: 'two\nlines' }, '/pairs/name', 'malformed'],
      [{ name: 7 }, '/pairs/name', 'wrong-type'],
      [{ name: null }, '/pairs/name', 'wrong-type'],
      [{ name: { nested: 'x' } }, '/pairs/name', 'wrong-type'],
      [['x'], '/pairs', 'wrong-type'],
      [of(34, 'x'.repeat(500)), '/pairs', 'metadata.pairs-too-large'],
    ] as const) {
      const refused = await put(id, 0, pairs);
      expect(refused.status, refused.text).to.equal(400);
      const [fault] = refused.json<{ errors: Json[] }>().errors;
      expect([fault?.['pointer'], fault?.['code']], refused.text).to.deep.equal([pointer, code]);
      expect(refused.text).to.not.include('documented form');
    }
    expect((await owner.client.get(pathTo(id))).headers['etag']).to.equal('"0"');
    const most = { ...of(49, 'x'.repeat(300)), ['n'.repeat(40)]: '\u{1f680}'.repeat(300), constructor: '' };
    for (const [at, pairs] of [of(50, ''), { name: 'x'.repeat(500) }, { name: '\u{1f680}'.repeat(500) }, { toString: 'x', constructor: 'y' }].entries()) {
      const noted = await put(id, at, pairs);
      expect([noted.status, noted.json()['pairs']], noted.text).to.deep.equal([200, pairs]);
    }
    expect((await put(id, 4, most)).status).to.equal(400);
  });

  it('asks for what the type of the resource needs, and names it', async () => {
    const [viewer, member] = [await colleague('viewer'), await colleague('member')];
    const refusal = async (asked: Promise<Answered>) => {
      const { status, text } = await asked;
      return [status, /permission ([\w:-]+)\./.exec(text)?.[1]];
    };
    for (const path of [pathTo(memberId), pathTo(v7()), '/v1/metadata/members', `/v1/metadata/members?ids=${memberId}`]) {
      expect(await refusal(viewer.client.get(path)), path).to.deep.equal([403, 'identity:members:read']);
    }
    expect((await member.client.get(pathTo(memberId))).status).to.equal(200);
    for (const id of [memberId, v7()]) {
      expect(await refusal(put(id, 0, {}, member))).to.deep.equal([403, 'identity:members:manage']);
      const headers = { 'if-match': '"0"' };
      expect(await refusal(member.client.send({ method: 'DELETE', path: pathTo(id), headers }))).to.deep.equal([403, 'identity:members:manage']);
    }
  });

  it('knows no type that nobody describes, and no resource that the tenant does not have', async () => {
    const theirs = await idOf(await anOwner(application()));
    for (const path of ['/v1/metadata/nothings', pathTo(memberId, 'nothings'), pathTo(memberId, 'constructor')]) {
      const refused = await owner.client.get(path);
      expect([refused.status, refused.json()['code']], path).to.deep.equal([404, 'metadata.resource-type-unknown']);
      expect(refused.json()['detail'], path).to.match(/^There are .*members.*Check the type/);
    }
    for (const id of [theirs, v7()]) {
      for (const refused of [await owner.client.get(pathTo(id)), await put(id, 0, { a: 'b' }), await put(id, 7, { a: 'b' })]) {
        expect([refused.status, refused.json()['code']]).to.deep.equal([404, 'metadata.resource-not-found']);
      }
    }
  });

  it('is made a copy of by whoever changes it; and again after its event, should that have failed', async () => {
    const { id } = await colleague();
    const documents = application().container.get(DocumentStore);
    const write = documents.write.bind(documents);
    documents.write = async () => {
      throw new Error('the store is away');
    };
    try {
      expect((await put(id, 0, { colour: 'green' })).status).to.equal(200);
      expect((await owner.client.get(pathTo(id))).json()['pairs'], 'read where it is decided').to.deep.equal({ colour: 'green' });
      expect(await documentOf(id)).to.equal(undefined);
    } finally {
      documents.write = write;
    }
    await application().drain();
    expect(await documentOf(id)).to.deep.equal({ version: 1, content: { pairs: { colour: 'green' } } });
    await put(id, 1, { colour: 'red' });
    expect(await documentOf(id)).to.deep.equal({ version: 2, content: { pairs: { colour: 'red' } } });
  });

  it('can be copied anew as a whole', async () => {
    const stranger = await anOwner(application());
    const [id, other] = [await idOf(stranger), (await aColleague(application(), stranger, 'member')).client];
    const otherId = ((await other.get('/v1/me')).json()['user'] as Json)['id'] as string;
    for (const each of [id, otherId]) expect((await put(each, 0, { a: 'b' }, stranger)).status).to.equal(200);
    const tenant = thePlatformIn(TenantId.from(stranger.tenantId));
    expect(await application().container.get(MetadataRebuilder).rebuild(tenant)).to.equal(2);
    expect(await application().container.get(MetadataRebuilder).rebuild(thePlatformIn(TenantId.from(v7())))).to.equal(0);
  });
});
