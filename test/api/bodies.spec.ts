import { expect } from 'chai';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import { mediaTypeOf } from '../../adapters/shared/http/request-parts.js';
import { type RunningServer, serve, serverLimits } from '../../adapters/shared/http/server.js';
import { API } from '../../infrastructure/tokens.js';
import { endpoints } from '../support/application.js';
import { converse, dribble, problemIn } from '../support/bare-connection.js';
import { describeEverywhere } from '../support/everywhere.js';
import { asked, type Draft, pathOf, Requests } from '../support/requests.js';
import { anOwner, signedInAgain, type Somebody } from '../support/signed-in.js';

const takesBody = ({ body }: Endpoint): boolean => body !== null;

describeEverywhere('what a request may bring, and how', (application) => {
  let owner: Somebody;
  let requests: Requests;
  let impatient: RunningServer;

  before(async () => {
    owner = await anOwner(application());
    requests = await Requests.to(application());
    const limits = { ...serverLimits, headersTimeoutMs: 300, requestTimeoutMs: 600 };
    impatient = await serve(application().container.get(API), { host: '127.0.0.1', port: 0 }, limits);
  });
  after(() => impatient.close(100));

  const each = async (chosen: (endpoint: Endpoint) => boolean, expectation: (draft: Draft, route: string) => Promise<void>) => {
    const tried = endpoints.filter(chosen);
    const drafts: Draft[] = [];
    for (const endpoint of tried) drafts.push(await requests.drafted(endpoint, await requests.ownerFor(endpoint, owner)));
    await Promise.all(drafts.map((draft) => expectation(draft, draft.endpoint.route)));
    expect(tried.length).to.be.greaterThan(1);
  };
  /** The head of a request as it goes over the wire, without its end. */
  const headOf = (draft: Draft, ...more: readonly string[]): string => {
    const headers = Object.entries(draft.headers).map(([name, value]) => `${name}: ${value}`);
    const authorization = `Authorization: Bearer ${owner.credentials.accessToken}`;
    return [`${draft.endpoint.verb} ${pathOf(draft)} HTTP/1.1`, 'Host: x', authorization, ...headers, ...more, ''].join('\r\n');
  };

  it('refuses a header given twice where nobody can tell which is meant', () =>
    each(
      () => true,
      async (draft, route) => {
        for (const twice of ['host: y', 'authorization: Bearer x', ...(takesBody(draft.endpoint) ? ['content-type: text/plain'] : [])]) {
          const heard = await converse(impatient.port, `${headOf(draft, twice, 'Connection: close')}\r\n`);
          expect(problemIn(heard, pathOf(draft)), `${route} ${twice}`).to.deep.equal({ status: 400, code: 'http.duplicate-header' });
        }
      },
    ));

  it('refuses a body in chunks as soon as it is beyond 1 MiB, and closes the connection', () =>
    each(takesBody, async (draft, route) => {
      const chunk = `${(600_000).toString(16)}\r\n${'x'.repeat(600_000)}\r\n`;
      const heard = await converse(impatient.port, `${headOf(draft, 'Transfer-Encoding: chunked')}\r\n${chunk}${chunk}`);
      expect(problemIn(heard, pathOf(draft)), route).to.deep.equal({ status: 413, code: 'http.body-too-large' });
    }));

  it('refuses a body that dribbles, however it is announced, and hands it to nobody', () =>
    each(takesBody, async (draft, route) => {
      const before = application().reached.get(route);
      const [length, chunks] = await Promise.all([
        dribble(impatient.port, `${headOf(draft, 'Content-Length: 1000')}\r\n{`),
        converse(impatient.port, `${headOf(draft, 'Transfer-Encoding: chunked')}\r\n1\r\n{\r\n`),
      ]);
      for (const heard of [length, chunks])
        expect(problemIn(heard, pathOf(draft)), route).to.deep.equal({ status: 408, code: 'http.request-timeout' });
      expect(application().reached.get(route), route).to.equal(before);
    }));

  it('refuses JSON that nests without end', () =>
    each(takesBody, async (draft, route) => {
      const [first = 'name'] = Object.keys(draft.body as object);
      for (const deep of ['['.repeat(100_000) + ']'.repeat(100_000), `{"${first}":`.repeat(50_000) + '1' + '}'.repeat(50_000)]) {
        const refused = await owner.client.send({ ...asked(draft), body: deep });
        expect([refused.status, refused.json()['code']], route).to.deep.equal([400, 'http.invalid-request']);
      }
    }));

  it('looks into no body where none is taken, and bounds it all the same', async () => {
    const chosen = endpoints.filter((endpoint) => !takesBody(endpoint));
    for (const endpoint of chosen) {
      const whose = await requests.ownerFor(endpoint, await anOwner(application()));
      const draft = await requests.drafted(endpoint, whose);
      const { client } = await signedInAgain(whose);
      const send = (body: string) => client.send({ ...asked(draft), body, headers: { ...draft.headers, 'content-type': 'text/plain' } });
      const refused = await send('x'.repeat(1024 * 1024 + 1));
      expect([refused.status, refused.json()['code']], endpoint.route).to.deep.equal([413, 'http.body-too-large']);
      const answer = await send('{"tenantId":');
      expect(answer.status, `${endpoint.route}: ${answer.text}`).to.equal(endpoint.answers.status);
    }
    expect(chosen.length).to.be.greaterThan(1);
  });

  it('refuses a URL that is too long', () =>
    each(
      () => true,
      async (draft, route) => {
        const refused = await owner.client.send({ ...asked(draft), path: `${pathOf(draft)}?x=${'x'.repeat(8_000)}` });
        expect([refused.status, refused.json()['code']], route).to.deep.equal([414, 'http.url-too-long']);
      },
    ));

  it('leaves as it is what a merge patch does not name, and takes null for a value of its own', async () => {
    const patches = endpoints.filter(({ verb, answers }) => verb === 'PATCH' && answers.kind === 'resource');
    for (const endpoint of patches) {
      const whose = await requests.ownerFor(endpoint, await anOwner(application()));
      const draft = await requests.drafted(endpoint, whose);
      const { properties = {} } = requests.bodySchemaOf(endpoint) as { readonly properties?: Record<string, { readonly anyOf?: unknown }> };
      let tag = draft.headers['if-match'] ?? '';
      const patched = async (body: unknown) => {
        const answer = await whose.client.send({ ...asked(draft), body, headers: { 'content-type': mediaTypeOf(endpoint), 'if-match': tag } });
        tag = answer.headers['etag'] ?? tag;
        return { status: answer.status, shown: membersOf(answer.json<Record<string, unknown>>(), Object.keys(properties)) };
      };
      const changed = await patched(draft.body);
      expect(changed.status, endpoint.route).to.equal(200);
      let last = changed.shown;
      const same = await patched({});
      expect([same.status, same.shown], endpoint.route).to.deep.equal([200, last]);
      for (const name of Object.keys(properties).filter((one) => admitsNull(properties[one]))) {
        const without = await patched({ [name]: null });
        // the business may want a value; HTTP does not mind
        if (without.status !== 200) expect(without.status, `${endpoint.route} ${name}`).to.be.oneOf([409, 422]);
        else {
          last = { ...last, ...(name in last ? { [name]: null } : {}) };
          expect(without.shown, `${endpoint.route} ${name}`).to.deep.equal(last);
        }
      }
    }
    if (requests.contexts.some(({ floor }) => floor.ids > 0)) expect(patches.length).to.be.greaterThan(0);
  });
});

const membersOf = (json: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(json).filter(([name]) => names.includes(name)));

const admitsNull = (schema: object | undefined): boolean => JSON.stringify(schema).includes('"null"');
